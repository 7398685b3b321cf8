/** What the switch of notifications is for. @param whose the integrations that it is about */
export const notified = (whose: string): string =>
  `By e-mail, and by push where allowed: when a flow of ${whose} fails, or a connection goes offline and when it comes back. Latchkey does not send them yet; the choice holds once it does.`;
