'use client'
import { useState } from 'react'

/** Code that a control needs when it is pressed, loaded when somebody comes near it. Until it is there, the control gets `near`. */
export function useLate<Parts>(load: () => Promise<Parts>) {
  const [parts, setParts] = useState<Parts>()
  const near = {
    'aria-expanded': false,
    onClick: () => void load().then(setParts),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
  }
  return { parts, near }
}
