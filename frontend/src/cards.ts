/** On every page of Home Assistant, so as small as can be: names our cards. */

export {};
