/** The connectors of the sample: apps that people know, with a flow, a group and roles each. */
import { connectorName } from '@latchkey/shared/domain/connector-name';
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
airtable|Projects|Sync records
asana|Projects|Create tasks from orders
dropbox|Files|Archive invoices
github|Development|Open issues from tickets
gitlab|Development|Mirror releases
gmail|Messages|Log e-mails
google-drive|Files|Share contracts
hubspot|CRM|Sync contacts
intercom|Support|Sync conversations
jira|Projects|Create issues
klaviyo|Marketing|Sync audiences
linear|Development|Create issues
mailchimp|Marketing|Sync subscribers
microsoft-teams|Messages|Post alerts
monday|Projects|Update boards
netsuite|Finance|Post journal entries
notion|Projects|Publish pages
odoo|Finance|Sync orders
outlook|Messages|Sync calendars
personio|People|Import employees
pipedrive|CRM|Sync deals
quickbooks|Finance|Sync invoices
sage|Finance|Export ledgers
salesforce|CRM|Sync accounts
sendgrid|Marketing|Send receipts
sharepoint|Files|Publish documents
shopify|Commerce|Import orders
slack|Messages|Post alerts
stripe|Finance|Reconcile payments
teamleader|CRM|Sync quotations
trello|Projects|Create cards
twilio|Messages|Send text messages
typeform|Marketing|Collect answers
webflow|Marketing|Publish items
woocommerce|Commerce|Import orders
xero|Finance|Sync invoices
youtube|Marketing|Read statistics
zendesk|Support|Sync tickets
zoho-crm|CRM|Sync leads
zoom|Messages|Schedule meetings`;

export const connectors: readonly Connector[] = list
  .trim()
  .split('\n')
  .map((line) => {
    const [slug = '', group = '', flow = ''] = line.split('|');
    return { slug, app: connectorName(slug), group, flow };
  });

/** Installed once for a whole account of the customer's. */
export const sharedByAccount: ReadonlySet<string> = new Set(['microsoft-teams', 'netsuite', 'sharepoint', 'slack']);
/** The customer brings a connector of their own for these. */
export const proprietary: ReadonlySet<string> = new Set(['odoo', 'personio', 'sage']);
