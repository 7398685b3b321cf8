/** Where a desk begins: the same 900 px that the styles say. */
import { MediaQuery } from 'svelte/reactivity';

export const desk = new MediaQuery('min-width: 900px');
