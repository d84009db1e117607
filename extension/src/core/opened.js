// Which of several callers has the page that the person opened in the CRM. Pure.
import { webUrl } from './fields.js';

/** @param {URL} url */
const recordOf = ({ origin, pathname }) => origin + pathname.replace(/\/+$/, '');

/**
 * Whether an address is that of a contact. What the CRM hangs on behind it counts where the contact has that,
 * too.
 * @param {string} opened @param {string | undefined} own
 */
export function isPageOf(opened, own) {
  const [page, record] = [webUrl(opened), webUrl(own)].map((url) => (url ? new URL(url) : undefined));
  if (!page || !record || recordOf(page) !== recordOf(record)) return false;
  return [page.search, ''].includes(record.search) && [page.hash, ''].includes(record.hash);
}
