/** Levels of access that members hold (PRODUCT: Who may do what). */
import * as v from 'valibot';

/** What a member holds for the whole workspace. `none`: only what environments and integrations give. */
export const WorkspaceLevel = v.picklist(['owner', 'administrator', 'none'], 'must be owner, administrator or none');
export type WorkspaceLevel = v.InferOutput<typeof WorkspaceLevel>;

/** What a member holds for one environment or one integration. */
export const ScopedLevel = v.picklist(['manage', 'monitor', 'none'], 'must be manage, monitor or none');
export type ScopedLevel = v.InferOutput<typeof ScopedLevel>;
