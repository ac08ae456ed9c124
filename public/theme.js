// Runs before the first paint, so that a dark page never flashes light and a narrow rail never wide.
// A file, not an inline script: a strict CSP allows it.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const apply = () => {
    const choice = kept("wheelhouse.theme");
    const theme =
      choice === "light" || choice === "dark" ? choice : dark.matches ? "dark" : "light";
    const { dataset } = document.documentElement;
    dataset.theme = theme;
    dataset.rail = kept("wheelhouse.rail") === "narrow" ? "narrow" : "wide";
  };
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("wheelhouse:prefs", apply);
})();
