import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withIntl = createNextIntlPlugin('./lib/i18n/request.ts')

const config: NextConfig = {
  poweredByHeader: false,
  // Without this Next answers /v1/models/ with 308, which API clients do not follow on POST.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    'undici',
    'gpt-tokenizer',
    'ioredis',
    'music-metadata',
    'nodemailer',
    'strtok3',
  ],
  // Google's clients may send their key in the query, and mailed links have a token there.
  logging: { incomingRequests: { ignore: [/[?&](?:key|token)=/] } },
  // Type checking is its own step of `npm run check`.
  typescript: { ignoreBuildErrors: true },
  // Messages are compiled when they are read (lib/i18n), so pages load a formatter without a parser: 10 KB less of script.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  experimental: { optimizePackageImports: ['lucide-react', '@base-ui/react'] },
}

export default withIntl(config)
