import 'server-only'
import { addressIn } from '@/lib/addresses/client-address'
import type { CampusPart } from './names'
import { settings } from './settings'

/** Whether this part is open to an address. It is open everywhere unless operators restrict it to the campus networks. */
export function onCampus(part: CampusPart, address: string | undefined): boolean {
  const { campusNetworks, campusOnly } = settings()
  return campusNetworks.length === 0 || !campusOnly.includes(part) || addressIn(address, campusNetworks)
}
