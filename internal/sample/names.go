package sample

import "strings"

// givenNames and surnames are those of generated people of the teams. They are
// in plain letters, as addresses are made of them.
var givenNames = strings.Fields(`
	Ada Adil Agnes Aisha Alba Alice Amara Amir Ana Anders Andrei Anika Anton Arjun Astrid Aylin Beatriz Benedikt Bianca Bruno
	Camille Carla Cedric Chen Chiara Chidi Clara Dana Daniel Deniz Dieter Dina Edith Eduardo Elena Elias Emeka Emil Erik Esther
	Eva Fabio Farah Fatima Felix Fiona Florian Freya Gabriel Greta Hana Hannes Haruto Helena Hugo Ida Ilse Imani Ines Ingrid
	Irina Isabel Ivan Jakub Jana Jin Joana Johan Jonas Jorge Julia Kaito Kamila Karim Katarina Kenji Kofi Lara Lars Leila
	Lena Leon Lina Linus Luca Lucia Luis Magda Malik Marco Maria Marta Mateo Matilda Mei Mila Mina Miguel Nadia Naomi
	Nikhil Nina Noah Nora Olga Oliver Omar Oskar Pablo Paula Petra Priya Quentin Rafael Rahul Rania Rebecca Renata Robin Rosa
	Ruth Sami Samira Sara Sergei Silvia Simon Sofia Stefan Sven Tamara Tariq Teresa Theo Tomas Uma Valeria Vera Victor Vikram
	Wanda Wei Yara Yasmin Yusuf Zara Zofia`)

var surnames = strings.Fields(`
	Abara Adler Ahlgren Akande Almeida Amari Andersen Arslan Asante Baker Banerjee Barros Bauer Becker Bello Bergman Bianchi
	Boateng Bonnet Borg Brandt Castro Chandra Chen Costa Dahl Delgado Demir Diallo Dimitrov Duarte Dubois Dvorak Eriksen Estrada
	Faria Ferrari Fischer Fontaine Forsberg Fournier Fujita Garcia Gomez Grant Gruber Gupta Haas Haddad Hansen Hartmann Hassan
	Hayashi Heikkinen Herrera Hoffmann Horvat Hughes Ibrahim Ilves Ito Ivanov Jansen Jensen Kamau Kapoor Karlsen Kato Keller
	Khan Kim Kovacs Kowalski Kruger Kumar Laine Lambert Larsen Lehmann Leroy Lindgren Lopes Lopez Lund Maier Mancini Marino
	Martin Mbeki Medina Mehta Mensah Meyer Molina Moretti Moreno Mori Moser Mueller Murphy Nair Nakamura Navarro Nguyen Nielsen
	Novak Nowak Obi Okafor Oliveira Olsen Orlov Osman Owusu Park Patel Pereira Petit Petrov Pillai Pinto Popescu Quist Rao
	Reyes Richter Rivera Rossi Roux Ruiz Saito Salazar Salim Santos Sato Schmid Schneider Serrano Shah Sharma Silva
	Simic Singh Smit Soares Sorensen Stein Strand Suzuki Svensson Tanaka Torres Traore Vargas Varga Vasquez Virtanen Vogel
	Wagner Walker Wallin Weber Werner Wolff Yamada Yilmaz Zeman Ziegler Zimmer`)
