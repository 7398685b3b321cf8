/** The connectors of the sample: apps that people know, with a flow, a group and roles each. */
import type { Integration } from '@latchkey/shared/domain/integration';

interface Catalogue {
  readonly teamWord: Integration['teamWord'];
  readonly roles: readonly string[];
}

export interface Connector {
  readonly slug: string;
  readonly app: string;
  readonly flow: string;
  readonly group: string;
}

/** What an account in the app can be given, by group. */
export const catalogues: Readonly<Record<string, Catalogue>> = {
  CRM: { teamWord: 'team', roles: ['Admin', 'Sales', 'Read only'] },
  Finance: { teamWord: 'group', roles: ['Accountant', 'Approver', 'Read only'] },
  Marketing: { teamWord: 'team', roles: ['Admin', 'Campaign manager', 'Analyst'] },
  Support: { teamWord: 'group', roles: ['Admin', 'Agent', 'Light agent'] },
  Files: { teamWord: 'collection', roles: ['Owner', 'Editor', 'Viewer'] },
  Projects: { teamWord: 'team', roles: ['Admin', 'Member', 'Guest'] },
  Development: { teamWord: 'team', roles: ['Maintainer', 'Developer', 'Reporter'] },
  Commerce: { teamWord: 'team', roles: ['Staff', 'Fulfilment', 'Read only'] },
  Messages: { teamWord: 'group', roles: ['Admin', 'Member', 'Guest'] },
  People: { teamWord: 'team', roles: ['HR manager', 'Employee'] },
};

const list = `
airtable|Airtable|Projects|Sync records
asana|Asana|Projects|Create tasks from orders
dropbox|Dropbox|Files|Archive invoices
github|GitHub|Development|Open issues from tickets
gitlab|GitLab|Development|Mirror releases
gmail|Gmail|Messages|Log e-mails
google-drive|Google Drive|Files|Share contracts
hubspot|HubSpot|CRM|Sync contacts
intercom|Intercom|Support|Sync conversations
jira|Jira|Projects|Create issues
klaviyo|Klaviyo|Marketing|Sync audiences
linear|Linear|Development|Create issues
mailchimp|Mailchimp|Marketing|Sync subscribers
microsoft-teams|Microsoft Teams|Messages|Post alerts
monday|monday.com|Projects|Update boards
netsuite|NetSuite|Finance|Post journal entries
notion|Notion|Projects|Publish pages
odoo|Odoo|Finance|Sync orders
outlook|Outlook|Messages|Sync calendars
personio|Personio|People|Import employees
pipedrive|Pipedrive|CRM|Sync deals
quickbooks|QuickBooks|Finance|Sync invoices
sage|Sage|Finance|Export ledgers
salesforce|Salesforce|CRM|Sync accounts
sendgrid|SendGrid|Marketing|Send receipts
sharepoint|SharePoint|Files|Publish documents
shopify|Shopify|Commerce|Import orders
slack|Slack|Messages|Post alerts
stripe|Stripe|Finance|Reconcile payments
teamleader|Teamleader|CRM|Sync quotations
trello|Trello|Projects|Create cards
twilio|Twilio|Messages|Send text messages
typeform|Typeform|Marketing|Collect answers
webflow|Webflow|Marketing|Publish items
woocommerce|WooCommerce|Commerce|Import orders
xero|Xero|Finance|Sync invoices
youtube|YouTube|Marketing|Read statistics
zendesk|Zendesk|Support|Sync tickets
zoho-crm|Zoho CRM|CRM|Sync leads
zoom|Zoom|Messages|Schedule meetings`;

export const connectors: readonly Connector[] = list
  .trim()
  .split('\n')
  .map((line) => {
    const [slug = '', app = '', group = '', flow = ''] = line.split('|');
    return { slug, app, group, flow };
  });

/** Installed once for a whole account of the customer's. */
export const sharedByAccount: ReadonlySet<string> = new Set(['microsoft-teams', 'netsuite', 'sharepoint', 'slack']);
/** The customer brings a connector of their own for these. */
export const proprietary: ReadonlySet<string> = new Set(['odoo', 'personio', 'sage']);
