/** What the addresses of these pages may say. Apart, so that reading an address does not load the page. */

export const tabs = ["members", "benefits", "tree", "requests"] as const;
export type Tab = (typeof tabs)[number];

export const shownKinds = ["organisations", "networks"] as const;
/** Which beneficiaries are listed; both when absent. */
export type Shown = (typeof shownKinds)[number];
