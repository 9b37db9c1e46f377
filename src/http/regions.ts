import { ApiError } from '../features/errors.ts';

/** Every region name that the official SDKs know. */
export const REGIONS: readonly string[] = [
  ...['ap-bangkok', 'ap-beijing', 'ap-chengdu', 'ap-chongqing', 'ap-guangzhou', 'ap-guangzhou-open'],
  ...['ap-hongkong', 'ap-jakarta', 'ap-mumbai', 'ap-nanjing', 'ap-seoul', 'ap-shanghai', 'ap-shanghai-fsi'],
  ...['ap-shenzhen-fsi', 'ap-singapore', 'ap-tokyo', 'eu-frankfurt', 'eu-moscow', 'na-ashburn'],
  ...['na-siliconvalley', 'na-toronto', 'sa-saopaulo'],
];

/** Which regions a deployment answers for. */
export interface ServedRegions {
  /** Where a call is processed that names no region: these services do not ask for one. */
  readonly default: string;
  /** Default: every known region. */
  readonly served?: readonly string[];
}

/** @throws ApiError `UnsupportedRegion`. */
export function resolveRegion(named: string, regions: ServedRegions): string {
  if (named === '') return regions.default;
  if (!(regions.served ?? REGIONS).includes(named)) throw new ApiError('UnsupportedRegion');
  return named;
}
