// Before the first paint: a theme that was chosen on this device (Settings) over the system's.
try {
  const theme = localStorage.getItem('latchkey:theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is. The app itself says that nothing can be kept.
}
