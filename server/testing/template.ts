/** The names of the databases that the tests make. */
export const TEMPLATE = "wheelhouse_template";
