package sample

import (
	"slices"
	"strings"
)

// sector says how the customers of one sort are called.
type sector struct {
	first   func(chance) string // how a name begins
	trades  []string            // how it goes on
	schools bool
}

// sectors are by how many of a hundred customers are of them.
var sectors = []weighted[sector]{
	{38, sector{first: coined, trades: trades}},
	{12, sector{first: founder, trades: trades}},
	{14, sector{first: founders, trades: firms}},
	{20, sector{first: place, trades: trades}},
	{9, sector{first: place, trades: offices}},
	{7, sector{first: place, trades: schools, schools: true}},
}

// name draws a customer's name, which another one can have once in a while.
func (s sector) name(c chance) string {
	name := s.first(c) + " " + pick(c, s.trades)
	if slices.Equal(s.trades, trades) && c.likely(35) {
		name += " " + pick(c, legalForms)
	}
	return name
}

func coined(c chance) string   { return pick(c, coinedHeads) + pick(c, coinedTails) }
func place(c chance) string    { return pick(c, placeHeads) + pick(c, placeTails) }
func founder(c chance) string  { return pick(c, surnames) }
func founders(c chance) string { return pick(c, surnames) + " & " + pick(c, surnames) }

// contacts draws the people at a customer, whom a story names.
func contacts(c chance, count int) []string {
	var all []string
	for len(all) < count {
		all = append(all, string(rune('A'+c.IntN(26)))+". "+pick(c, contactNames))
	}
	return all
}

var contactNames = append(strings.Fields(`
	Ångström Çelik Dvořák Étienne Fabrè Gómez Håkansson Ibáñez Jørgensen Kołodziej Löwe Müller Nuñez Öztürk Peña Quiñones
	Råberg Šimić Tőkés Ünal Vögeli Wójcik Yáñez Žukauskas O'Malley MacLeod D'Angelo`), surnames...)

var trades = strings.Split("Foods,Logistics,Energy,Insurance,Steel,Textiles,Motors,Pharma,Shipping,Airlines,Rail Works,Bank,Credit Union,"+
	"Telecom,Media,Paper,Chemicals,Mining,Water,Gas,Timber,Dairy,Brewing,Furniture,Optics,Robotics,Tools,Ceramics,Glass,Packaging,"+
	"Retail,Hotels,Resorts,Travel,Construction,Concrete,Engineering,Aerospace,Marine,Fisheries,Farms,Seeds,Machines,Pumps,Cables,"+
	"Electronics,Semiconductors,Instruments,Diagnostics,Biotech,Care Homes,Clinics,Pharmacies,Publishing,Games,Sports,Outdoor,"+
	"Footwear,Fashion,Cosmetics,Jewellery,Toys,Coffee,Bakeries,Markets,Wholesale,Facilities,Security,Recycling,Solar,Wind,Freight", ",")

var (
	legalForms = strings.Fields("Group Holdings International AB AG AS BV GmbH Inc. Ltd Oy PLC SA SpA")
	firms      = strings.Fields("LLP Partners Associates Advisers Architects Consulting Notaries Solicitors Surveyors Capital")
	offices    = strings.Split("Council,County Council,Health Trust,Hospital,Port Authority,Transit,Water Board,Fire Service,Museum,Housing Association", ",")
	schools    = strings.Split("University,Schools Federation,School District,Polytechnic,College,Academy Trust", ",")

	coinedHeads = strings.Fields(`Abel Acu Adra Aero Alba Alti Ama Ana Arca Aria Asta Auro Avi Bal Bela Bora Brio Cala Cara Cela Cora Cyra
		Dala Dela Domi Dura Eco Ela Elu Ena Era Eva Fala Fero Fina Flo Gala Geno Glo Hali Heli Ina Io Isa Jura Kala Kino Lami Lena
		Lira Luma Mara Meri Mira Mona Nava Neo Nori Nova Oria Ora Pala Pera Prima Qua Ravi Rena Rho Sali Sena Sola Syna Tala Tera
		Tiva Ultra Una Vala Vela Vero Vita Xena Yara Zela Zora`)
	coinedTails = strings.Fields(`bis bria cent cor dyne dor fast flex gen gon lane lex lia line lis lux mark max mera mont mora nex nia
		nique non nova nta phon plex quis rax rent rian ris sera sol span stra tek ten thos tia tor tris van vera via vian vis von xis zen`)
	placeHeads = strings.Fields(`Alder Amber Arn Ash Bar Beck Bel Berg Birk Black Bran Bridge Brook Cal Castle Clay Cold Dal Deep Dun East
		Eber Elm Fair Fal Fern Fal Glen Gold Gran Green Grim Had Hart Hazel High Holm Hull Iron Kal Kirk Lang Lind Long Low Mar Mel
		Mill Mon New Nor Oak Old Os Pine Port Raven Red Rock Rose Sand Sel Silver Sol South Stan Steen Sund Tal Thorn Up Val Vest
		Wald Wal Water West White Wil Wind Wolf`)
	placeTails = strings.Fields(`au bach berg bergen borg bourg bridge brunn burg bury by dal dorf field fjord ford furt gate hafen ham
		haven heim hill holm hurst land ley mark mere mond mont mouth munde ness parva pool port ridge sand sea stad stead stein
		thorpe ton vale vall view ville wald water well wick wood worth`)
)
