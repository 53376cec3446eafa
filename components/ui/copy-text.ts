/** Copies text, also where navigator.clipboard is missing because the page is not served over HTTPS. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.style.position = 'fixed'
    area.style.opacity = '0'
    // An open dialog keeps the focus inside, so the text field has to be added there.
    const home = document.querySelector('[role="dialog"]') ?? document.body
    home.append(area)
    area.select()
    const copied = document.execCommand('copy')
    area.remove()
    return copied
  }
}
