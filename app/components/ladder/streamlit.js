// The only file that knows Streamlit: see st.components.v2.

import { element, setAttribute } from "./dom.js";
import { mountExplore } from "./explore.js";

const mounted = new WeakMap();

/**
 * Called by Streamlit at first, and again at each rerun that brings new data or a new
 * theme. The instance stays; what it returns is called when the element goes away.
 *
 * @param {{
 *   parentElement: HTMLElement | ShadowRoot,
 *   data: object,
 *   setStateValue: (name: string, value: object) => void,
 * }} component
 * @returns {() => void}
 */
export default function (component) {
  const { parentElement, data } = component;
  const instance = mounted.get(parentElement);
  if (instance) {
    instance.component = component;
    if (instance.data !== data) instance.explore.update(data);
    instance.data = data;
  } else {
    mounted.set(parentElement, mount(component));
  }
  followTheme(mounted.get(parentElement).host);
  return () => unmount(parentElement);
}

function mount(component) {
  const { parentElement, data } = component;
  parentElement.querySelector(":scope > .tl-host")?.remove();
  const host = element("div", { class: "tl-host" });
  const instance = { component, data, host };
  instance.explore = mountExplore(host, data, {
    onChange({ credence, locks, concentration }) {
      instance.component.setStateValue("ladder", { credence, locks, concentration });
    },
  });
  parentElement.append(host);
  return instance;
}

function unmount(parentElement) {
  const instance = mounted.get(parentElement);
  mounted.delete(parentElement);
  instance?.explore.destroy();
  instance?.host.remove();
}

/** A theme is dark if its text is lighter than its middle gray. */
function followTheme(host) {
  const [red, green, blue] = getComputedStyle(host).color.match(/[\d.]+/g).map(Number);
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 127;
  setAttribute(host, "data-scheme", light ? "dark" : "light");
}
