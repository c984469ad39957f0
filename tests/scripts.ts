// What runs as a script where text is taken for a page: each ways of calling in each way of getting there. `ran` is set by
// any of them that does run.
const calls = [
	...['window.ran=1', "window['ran']=1", 'top.ran=1', 'self["ran"]=1', 'ran=1', 'window.ran=1//'],
	...['(()=>{window.ran=1})()', 'setTimeout`window.ran=1`', 'eval("window.ran=1")', 'Function("window.ran=1")()']
];
const ways: ((call: string) => string)[] = [
	(call) => `<script>${call}</script>`,
	(call) => `<img src=x onerror=${call}>`,
	(call) => `"><svg/onload=${call}>`,
	(call) => `'><body onload='${call}'>`,
	(call) => `</textarea><script>${call}</script>`,
	(call) => `</title><img src=x onerror='${call}'>`,
	(call) => `<a href="javascript:${call}">x</a> [x](javascript:${call})`,
	(call) => `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
	(call) => `<math><mtext></p><style><img src=x onerror=${call}></style></mtext></math>`,
	(call) => `--><!--><img src=x onerror=${call}>--!>`,
	(call) => `<style>@import 'data:text/css,x';</style><details open ontoggle=${call}>`,
	(call) => `{{constructor.constructor('${call}')()}}\${${call}}<%= ${call} %>`
];

/** 120 of them. */
export const scripts = ways.flatMap((way) => calls.map(way));
