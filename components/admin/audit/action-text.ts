import type { useTranslations } from 'next-intl'

/** Returns the translated words where there are some, else the action's own name, so that a new kind of action is never hidden. */
export function actionText(t: ReturnType<typeof useTranslations<'adminAudit'>>, action: string): string {
  const key = `actions.${action.replaceAll('.', '_')}`
  return t.has(key) ? t(key) : action
}
