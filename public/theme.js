// Runs before the first paint, so that a dark page never flashes light. A file, not an inline script: a strict CSP allows it.
(() => {
  const key = "wheelhouse.theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const apply = () => {
    const choice = chosen();
    const theme =
      choice === "light" || choice === "dark" ? choice : dark.matches ? "dark" : "light";
    document.documentElement.dataset.theme = theme;
  };
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("wheelhouse:theme", apply);
})();
