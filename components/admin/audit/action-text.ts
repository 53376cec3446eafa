import type { useTranslations } from 'next-intl'

/** In words where there are some; `upstream.change` otherwise, so that a new kind of deed is never hidden. */
export function actionText(t: ReturnType<typeof useTranslations<'adminAudit'>>, action: string): string {
  const key = `actions.${action.replaceAll('.', '_')}`
  return t.has(key) ? t(key) : action
}
