import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import { shellFacts } from '@/components/shell/read-shell-facts';
import { Shell } from '@/components/shell/shell';
import { themeScript } from '@/components/shell/theme-script';
import './globals.css';

// Straight to the latin files: the packages' own stylesheets declare every script.
const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
  display: 'swap',
});
const jetbrains = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  weight: '100 800',
  variable: '--font-jetbrains',
  display: 'swap',
  preload: false,
});

export const metadata: Metadata = {
  title: { default: 'Overview · Keyless', template: '%s · Keyless' },
  description: 'What your Azure managed identities are, who uses them and what they can reach.',
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/apple-icon.png' },
  manifest: '/manifest.webmanifest',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f7f5' },
    { media: '(prefers-color-scheme: dark)', color: '#121311' },
  ],
};

export default async function RootLayout({ children }: Readonly<{ children: ReactNode }>) {
  const facts = await shellFacts();
  return (
    // The theme script sets data-theme before React looks, hence the warning is off for this one element.
    <html lang="en" className={`${inter.variable} ${jetbrains.variable}`} suppressHydrationWarning>
      <head>
        <script>{themeScript}</script>
      </head>
      <body>
        <Shell facts={facts}>{children}</Shell>
      </body>
    </html>
  );
}
