// Run each time a page inserts it (ui/components/themes.py): the content begins at its top.
document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
