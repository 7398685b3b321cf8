/** The apps that integrations are with: their names and colours. Outlines of their marks are in the sprite `/marks.svg`. */

export interface Connector {
  readonly name: string;
  /** Six hex digits. */
  readonly colour: string;
}

const known: Readonly<Record<string, Connector>> = {
  airtable: { name: 'Airtable', colour: '18BFFF' },
  asana: { name: 'Asana', colour: 'F06A6A' },
  dropbox: { name: 'Dropbox', colour: '0061FF' },
  github: { name: 'GitHub', colour: '24292F' },
  gitlab: { name: 'GitLab', colour: 'FC6D26' },
  gmail: { name: 'Gmail', colour: 'EA4335' },
  'google-drive': { name: 'Google Drive', colour: '4285F4' },
  hubspot: { name: 'HubSpot', colour: 'E8623B' },
  intercom: { name: 'Intercom', colour: '3577F0' },
  jira: { name: 'Jira', colour: '0C66E4' },
  klaviyo: { name: 'Klaviyo', colour: '232121' },
  linear: { name: 'Linear', colour: '5E6AD2' },
  mailchimp: { name: 'Mailchimp', colour: 'FFE01B' },
  'microsoft-teams': { name: 'Microsoft Teams', colour: '4B53BC' },
  monday: { name: 'monday.com', colour: '6161FF' },
  netsuite: { name: 'NetSuite', colour: '125740' },
  notion: { name: 'Notion', colour: '1F2937' },
  odoo: { name: 'Odoo', colour: '714B67' },
  outlook: { name: 'Outlook', colour: '0078D4' },
  personio: { name: 'Personio', colour: '2D2D2D' },
  pipedrive: { name: 'Pipedrive', colour: '017737' },
  quickbooks: { name: 'QuickBooks', colour: '2CA01C' },
  sage: { name: 'Sage', colour: '00A65A' },
  salesforce: { name: 'Salesforce', colour: '0176D3' },
  sendgrid: { name: 'SendGrid', colour: '1A82E2' },
  sharepoint: { name: 'SharePoint', colour: '03787C' },
  shopify: { name: 'Shopify', colour: '5E8E3E' },
  slack: { name: 'Slack', colour: '611F69' },
  stripe: { name: 'Stripe', colour: '635BFF' },
  teamleader: { name: 'Teamleader', colour: '057A82' },
  trello: { name: 'Trello', colour: '0052CC' },
  twilio: { name: 'Twilio', colour: 'D7263D' },
  typeform: { name: 'Typeform', colour: '262627' },
  webflow: { name: 'Webflow', colour: '146EF5' },
  woocommerce: { name: 'WooCommerce', colour: '873EFF' },
  xero: { name: 'Xero', colour: '13B5EA' },
  youtube: { name: 'YouTube', colour: 'FF0000' },
  zendesk: { name: 'Zendesk', colour: '03363D' },
  'zoho-crm': { name: 'Zoho CRM', colour: 'E42527' },
  zoom: { name: 'Zoom', colour: '0B5CFF' },
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

const words = (slug: string): string => slug.replaceAll('-', ' ').replace(/^./u, (first) => first.toLocaleUpperCase('en'));

/** By slug; one that is not known is called by its slug and is grey. */
export const connectorOf = (slug: string): Connector => known[slug] ?? { name: words(slug), colour: '4B5563' };

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
