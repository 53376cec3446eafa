/** How the pages look; `system`: as the browser asks for. */
export const themes = ['system', 'light', 'dark'] as const
