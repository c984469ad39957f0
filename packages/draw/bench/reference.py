"""What the reference needs for an instance: python3 reference.py leximin|maximin INSTANCE.json

Prints one line of JSON: seconds and the least chance. Needs sortition_algorithms (leximin also gurobipy) in this Python;
nothing of the draw depends on it.
"""

import json
import sys
import time

from sortition_algorithms import Settings, read_in_features, read_in_people
from sortition_algorithms.committee_generation import find_distribution_leximin, find_distribution_maximin


def read(path):
    with open(path, encoding="utf-8") as file:
        instance = json.load(file)
    names = [feature["name"] for feature in instance["features"]]
    quotas = [
        {"feature": feature["name"], "value": value["name"], "min": str(value["min"]), "max": str(value["max"])}
        for feature in instance["features"]
        for value in feature["values"]
    ]
    features, _, _ = read_in_features(["feature", "value", "min", "max"], quotas, instance["k"])
    rows = [
        {"id": str(i), **{f["name"]: f["values"][v]["name"] for f, v in zip(instance["features"], row)}}
        for i, row in enumerate(instance["rows"])
    ]
    settings = Settings(id_column="id", columns_to_keep=[])
    people, _ = read_in_people(["id", *names], rows, features, settings)
    return features, people, instance["k"]


def main():
    find = {"leximin": find_distribution_leximin, "maximin": find_distribution_maximin}[sys.argv[1]]
    features, people, places = read(sys.argv[2])
    before = time.perf_counter()
    panels, weights, _ = find(features, people, places, [])
    seconds = time.perf_counter() - before
    chances = {one: 0.0 for one in people}
    for panel, weight in zip(panels, weights):
        for one in panel:
            chances[one] += weight
    print(json.dumps({"seconds": round(seconds, 2), "least": min(chances.values())}))


main()
