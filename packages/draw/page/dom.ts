type Attributes = Readonly<Record<string, string | number | EventListener | undefined>>;
type Child = Node | string;

/** An element with attributes and children; a function as attribute is a listener. Text is always text. */
export function el(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
	return filled(document.createElement(tag), attributes, children);
}

/** The same for pictures. */
export function svg(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
	return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function filled<T extends HTMLElement | SVGElement>(element: T, attributes: Attributes, children: readonly Child[]): T {
	for (const [name, value] of Object.entries(attributes)) {
		if (typeof value === 'function') element.addEventListener(name, value);
		// As an attribute the page's own policy would refuse it: only the one style sheet is allowed.
		else if (name === 'style') element.style.cssText = String(value);
		else if (value !== undefined) element.setAttribute(name, String(value));
	}
	element.append(...children);
	return element;
}
