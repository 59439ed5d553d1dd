package route

// What the page of data privacy leads to.
const (
	SetRetention   = Privacy + "/retention"
	PersonPrivacy  = Privacy + "/person" // who is looked for by name
	ExportPersonal = Privacy + "/export"
	ErasePersonal  = Privacy + "/erase"
)
