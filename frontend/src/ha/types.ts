/** What we use of Home Assistant's own front end; the only place that knows it. */

export type Unsubscribe = () => void | Promise<void>;

export interface HassEntity {
  entity_id: string;
  state: string;
  last_changed: string;
  last_updated: string;
  attributes: Record<string, unknown> & {
    friendly_name?: string;
    device_class?: string;
    supported_features?: number;
  };
}

export interface Locale {
  language: string;
  time_format: "language" | "system" | "12" | "24";
  /** In which zone moments are shown: the browser's or the home's. */
  time_zone: "local" | "server";
  first_weekday?: string;
}

export interface EntityRegistryDisplayEntry {
  entity_id: string;
  device_id?: string;
  platform?: string;
  translation_key?: string;
  hidden?: boolean;
}

export interface HomeAssistant {
  states: Record<string, HassEntity | undefined>;
  entities: Record<string, EntityRegistryDisplayEntry | undefined>;
  user?: { id: string; name: string; is_admin: boolean };
  language: string;
  locale: Locale;
  config: { time_zone: string };
  themes?: { darkMode?: boolean };
  dockedSidebar?: "docked" | "always_hidden" | "auto";
  connection: {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- theirs
    subscribeMessage<T>(
      listener: (message: T) => void,
      message: Record<string, unknown>,
    ): Promise<Unsubscribe>;
  };
  callWS<T>(message: Record<string, unknown>): Promise<T>;
  formatEntityState?(entity: HassEntity): string;
}

/** What a failed WebSocket command rejects with. */
export interface CommandError {
  code: string;
  message: string;
  translation_key?: string;
}

export interface Route {
  prefix: string;
  path: string;
}
