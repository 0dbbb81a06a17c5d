/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  reactCompiler: true,
  typedRoutes: true,
  poweredByHeader: false,
  // Titles come in the head of the HTML for everybody, not after it: a page without one is not told from another.
  htmlLimitedBots: /.*/,
  // The portal shows icons it draws itself; the optimiser is attack surface without a job here.
  images: { unoptimized: true },
  serverExternalPackages: ['@azure/identity'],
  experimental: {
    // Largest form of an action, the same as lib/http/max-body.ts. allowedOrigins stays unset: a standalone build would
    // freeze it, and whose pages may call actions is decided by proxy.ts and operatorAction() when they are called.
    serverActions: { bodySizeLimit: '4mb' },
    // requireOperator() answers 401.
    authInterrupts: true,
  },
  // Links that open a session do not belong in the development server's log.
  logging: { incomingRequests: { ignore: [/^\/session\//] } },
  /** Addresses from before role assignments were called what Azure calls them: bookmarks keep working. */
  async redirects() {
    return [
      { source: '/grants', destination: '/role-assignments', permanent: true },
      { source: '/grants/:path*', destination: '/role-assignments/:path*', permanent: true },
    ];
  },
  async headers() {
    const development = process.env.NODE_ENV === 'development';
    // A route handler's own Content-Type reaches Next's compression in a form it cannot read, and the answer goes out
    // unpacked. Said here, it is understood: 100,000 rows are 1 MB instead of 10.
    const packed = (source, type) => ({
      source,
      headers: [{ key: 'Content-Type', value: `${type}; charset=utf-8` }],
    });
    return [
      packed('/api/estate', 'application/json'),
      packed('/api/estate/ids/:table', 'application/json'),
      packed('/api/estate/tables/:table', 'text/x-ndjson'),
      {
        source: '/:path*',
        headers: [
          {
            key: 'Content-Security-Policy',
            value: [
              "default-src 'self'",
              // Next inlines its bootstrap scripts; a nonce needs a proxy in front of every page.
              `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
              "style-src 'self' 'unsafe-inline'",
              "img-src 'self' data:",
              "font-src 'self'",
              `connect-src 'self'${development ? ' ws:' : ''}`,
              "object-src 'none'",
              "base-uri 'none'",
              "form-action 'self'",
              "frame-ancestors 'none'",
            ].join('; '),
          },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          // With no-referrer, a form of our own posts `Origin: null`, which is refused.
          { key: 'Referrer-Policy', value: 'same-origin' },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
        ],
      },
    ];
  },
};

export default config;
