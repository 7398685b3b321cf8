/** How connectors look: their colours, and which has a mark. Outlines of the marks are in the sprite `/marks.svg`. */
import { connectorName } from '@latchkey/shared/domain/connector-name';

export interface Connector {
  readonly name: string;
  /** Six hex digits. */
  readonly colour: string;
}

const colours: Readonly<Record<string, string>> = {
  airtable: '18BFFF',
  asana: 'F06A6A',
  dropbox: '0061FF',
  github: '24292F',
  gitlab: 'FC6D26',
  gmail: 'EA4335',
  'google-drive': '4285F4',
  hubspot: 'E8623B',
  intercom: '3577F0',
  jira: '0C66E4',
  klaviyo: '232121',
  linear: '5E6AD2',
  mailchimp: 'FFE01B',
  'microsoft-teams': '4B53BC',
  monday: '6161FF',
  netsuite: '125740',
  notion: '1F2937',
  odoo: '714B67',
  outlook: '0078D4',
  personio: '2D2D2D',
  pipedrive: '017737',
  quickbooks: '2CA01C',
  sage: '00A65A',
  salesforce: '0176D3',
  sendgrid: '1A82E2',
  sharepoint: '03787C',
  shopify: '5E8E3E',
  slack: '611F69',
  stripe: '635BFF',
  teamleader: '057A82',
  trello: '0052CC',
  twilio: 'D7263D',
  typeform: '262627',
  webflow: '146EF5',
  woocommerce: '873EFF',
  xero: '13B5EA',
  youtube: 'FF0000',
  zendesk: '03363D',
  'zoho-crm': 'E42527',
  zoom: '0B5CFF',
};

/** Those with an outline in the sprite; a letter stands for the others. */
export const marked: ReadonlySet<string> = new Set([
  'airtable',
  'asana',
  'dropbox',
  'github',
  'gitlab',
  'gmail',
  'google-drive',
  'hubspot',
  'intercom',
  'jira',
  'linear',
  'notion',
  'quickbooks',
  'shopify',
  'stripe',
  'trello',
  'webflow',
  'youtube',
  'zendesk',
]);

/** By slug; one that is not known is grey. */
export const connectorOf = (slug: string): Connector => ({ name: connectorName(slug), colour: (Object.hasOwn(colours, slug) ? colours[slug] : undefined) ?? '4B5563' });

/**
 * White where it has at least `contrast` on `colour` (WCAG 2.2), else black, which then has more.
 * Letters need 4.5, marks 3.
 */
export function inkOn(colour: string, contrast: 3 | 4.5): '#fff' | '#000' {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
  return 1.05 / (luminance + 0.05) >= contrast ? '#fff' : '#000';
}
