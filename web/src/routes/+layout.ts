/** One page for every route, drawn in the browser: the data is there and nowhere else. */
export const ssr = false;
