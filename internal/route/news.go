package route

// SeeNews marks news as seen: that of one event, or all up to a moment.
const SeeNews = "/news/seen"
