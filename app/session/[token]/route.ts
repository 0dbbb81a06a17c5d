import { exchangeLink } from '@/lib/http/exchange-link';

export const dynamic = 'force-dynamic';

/** The link that Keyless prints when it starts. */
export const GET = exchangeLink;
