-- Each attempt is written twice: cleared, then settled. With half of a page free the second version stays on it (HOT) and no
-- index is touched; with a quarter free two thirds of the answers went elsewhere.
alter table attempt set (fillfactor = 45);
