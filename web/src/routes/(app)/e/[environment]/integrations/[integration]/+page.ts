import { redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** An integration opens on who uses the app. */
export const load: PageLoad = ({ params }) => redirect(307, `/e/${params.environment}/integrations/${params.integration}/app-users`);
