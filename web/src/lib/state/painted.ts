/** Resolves once the browser has laid out and painted what has changed: what it is asked for in a frame is still part of it. */
export const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
