// Runs before anything is drawn, so that a dark page does not start white.
const saved = document.cookie.match(/(?:^|; )casetriage\.scheme=(light|dark)/)?.[1];
document.documentElement.dataset.scheme = saved ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
