"""French words of numbers and tolls; lexicon.py says what each line means."""

LINES = """
thing.body: corps, dépouilles, dépouille
clear.subset: d entre eux, d entre elles
num.0: zéro
num.2.both: tous deux, tous les deux, toutes deux, les deux
num.1500000: un million et demi, un million et demi de
num.1500: un millier et demi
num.1: un, une, un autre, une autre
num.2: deux
num.3: trois
num.4: quatre
num.5: cinq
num.6: six
num.7: sept
num.8: huit
num.9: neuf
num.10: dix
num.11: onze
num.12: douze
num.13: treize
num.14: quatorze
num.15: quinze
num.16: seize
num.17: dix sept
num.18: dix huit
num.19: dix neuf
num.20: vingt, vingts
num.21: vingt et un, vingt et une
num.30: trente
num.31: trente et un
num.40: quarante
num.41: quarante et un
num.50: cinquante
num.51: cinquante et un
num.60: soixante
num.61: soixante et un
num.71: soixante et onze
num.10: une dizaine, une dizaine de, une dizaine d
num.12: une douzaine, une douzaine de
num.15: une quinzaine, une quinzaine de
num.20: une vingtaine, une vingtaine de
num.30: une trentaine, une trentaine de
num.40: une quarantaine, une quarantaine de
num.50: une cinquantaine, une cinquantaine de
num.60: une soixantaine de, une soixantaine
num.100: une centaine, une centaine de
num.1000: un millier, un millier de
num.500000: un demi million, un demi million de
scale.100: cent, cents
scale.1000: mille, milliers de, milliers d, milliers
scale.1000000: million, millions, million de, millions de
scale.1000000000: milliard, milliards
vague.20: des dizaines, des dizaines de, des dizaines d, dizaines de, dizaines d, plusieurs dizaines,
  plusieurs dizaines de, plusieurs dizaines d
vague.200: des centaines, des centaines de, des centaines d, centaines de, plusieurs centaines, plusieurs centaines de
vague.2000: des milliers, des milliers de, des milliers d, plusieurs milliers, plusieurs milliers de
vague.20000: des dizaines de milliers, des dizaines de milliers de, dizaines de milliers de
vague.200000: des centaines de milliers, des centaines de milliers de, centaines de milliers de
vague.2: plusieurs, quelques, plusieurs autres
unsaid: beaucoup de, de nombreux, de nombreuses, certains, tous, tous les, nombre de, la plupart des, une partie des
min: au moins, pas moins de, au minimum, minimum
over: plus de, plus d, au delà de
max: jusqu à, jusqu, au plus, au maximum
under: moins de, moins d
about: environ, près de, près d, quelque, autour de, approximativement, à peu près, presque, encore, seulement, les,
  ces, un total de, quelques
from: entre
after.min: ou plus, au moins, au minimum
after.about: environ
range: à
range.and: ou
suffix: aine
ordinal: e, er, ère, ème, ième, nd, è, re

person.soldier.one: caporal, adjudant, saboteur
person.soldier.one: soldat, soldate, militaire, combattant, officier, sous officier, garde frontière, conscrit,
  appelé, casque, lieutenant, colonel, sergent, réserviste, engagé, milicien, rebelle, jihadiste, terroriste,
  volontaire
person.soldier.many: saboteurs, caporaux
person.soldier.many: soldats, soldates, militaires, combattants, officiers, gardes frontières, conscrits, appelés,
  troupes, réservistes, miliciens, rebelles, jihadistes, terroristes, volontaires, mercenaires, hommes armés
person.police.one: policier, policière, agent de police, gendarme
person.police.many: policiers, policières, agents de police, gendarmes, forces de l ordre, forces de sécurité
person.civilian.one: civil, civile, habitant, habitante, villageois, berger, agriculteur, paysan, passant
person.civilian.many: civils, civiles, habitants, villageois, bergers, agriculteurs, paysans, riverains, passants
person.child.one: enfant, garçon, fille, fillette, bébé, adolescent, adolescente, mineur, écolier, garçonnet,
  petite fille
person.child.many: enfants, garçons, filles, fillettes, bébés, adolescents, mineurs, écoliers
person.peacekeeper.one: casque bleu, soldat de la paix, soldat de maintien de la paix, gardien de la paix
person.peacekeeper.many: casques bleus, soldats de la paix, soldats de maintien de la paix,
  soldats du maintien de la paix
person.aid worker.one: chauffeur de la croix rouge, chauffeur du cicr, agent de la croix rouge
person.aid worker.one: travailleur humanitaire, humanitaire, employé de la croix rouge, employé du cicr
person.aid worker.many: travailleurs humanitaires, humanitaires, employés de la croix rouge, employés du cicr
person.journalist.one: journaliste, reporter, caméraman, cameraman, photographe, photojournaliste
person.journalist.many: journalistes, reporters, caméramans, photographes
person..one: fonctionnaire, dirigeant, avocat, prêtre, moine, pêcheur, infirmier, infirmière, ambulancier, enseignant,
  professeur, instituteur, fermier, patient, ex dirigeant, ancien dirigeant, ancien ministre, voyageur, diplomate,
  pompier, électricien, technicien, époux, épouse, frère, soeur, sœur, bénévole, détenu, chef militaire
person..one: homme, femme, personne, conducteur, chauffeur, médecin, secouriste, employé, ouvrier, citoyen,
  ressortissant, passager, général, commandant, maire, ministre, président, premier ministre, responsable,
  porte parole, député, pilote, démineur, étudiant, otage, touriste, père, mère, fils, frère, chef, membre, suspect,
  assaillant, migrant, ambassadeur, capitaine, retraité, manifestant, agent, gardien, sauveteur, pompier
person..folk: arméniens, azerbaïdjanais, azéris, karabakhtsis, artsakhiotes
person..many: fonctionnaires, dirigeants, avocats, prêtres, moines, pêcheurs, infirmiers, ambulanciers, enseignants,
  patients, ex dirigeants, anciens dirigeants, voyageurs, diplomates, techniciens, frères, sœurs
person..many: hommes, femmes, personnes, gens, conducteurs, médecins, secouristes, employés, ouvriers, citoyens,
  ressortissants, passagers, généraux, ministres, responsables, députés, pilotes, démineurs, étudiants, otages,
  touristes, membres, assaillants, migrants, autres, individus, manifestants, agents, sauveteurs, pompiers, forces,
  proches, autres personnes, retraités
who.civilian: civile, civiles
who.soldier: militaires, armé, armés
adj: de, d, de ses, de nos, de leurs, des, du, ses, leurs, nos, leur, son, sa, autres, autre, jeunes, jeune, l, la,
  le, les, russes, locaux,
  âgé, grièvement, légèrement, gravement, mortellement, déplacées de force, nouveaux, supplémentaires, même,
  ethniques, armée, dont un

out.killed.both: tué, tuée, tués, tuées, abattu, abattus, abattue, abattues, assassiné, assassinés, assassinée,
  exécuté, exécutés, massacrés, mortellement blessé, mortellement blessés, tombé au combat, tombés au combat, mort,
  morte, décédé, décédés, décédée, décédées, poignardé à mort
out.killed.left: y ont laissé la vie, ont laissé la vie, laissé la vie, ont péri, tombés au champ d honneur,
  y laissent la vie
out.killed.left: morts, mortes, décès, perdu la vie, perdent la vie,
  trouvé la mort, trouvent la mort, péri, périssent, meurent, meurt, succombé,
  perd la vie, succombe, succombent, cadavres
out.killed.right: tue, tuent, tuant, mort de, mort d, coûté la vie à, coûte la vie à,
  assassinat de, assassinat d, coûtant la vie à, morts de, meurtre de, meurtre d, décès de, décès d, mort du,
   tuer, causé la mort de, fait périr, abattent, abat
toll.killed: nombre de morts, nombre de tués, nombre des morts, nombre des victimes, nombre de victimes
toll.wounded: nombre de blessés, nombre des blessés
count: le nombre de
out.wounded.near: à l hôpital, aux urgences
out.wounded.both: blessé, blessée, blessés, blessées, hospitalisé, hospitalisés, grièvement blessé,
  grièvement blessés, légèrement blessé, légèrement blessés
out.wounded.right: blesse, blessent, blessant
out.wounded.left: hospitalisé, hospitalisés, hospitalisée, hospitalisées, conduits à l hôpital, conduit à l hôpital,
  transportés à l hôpital, transporté à l hôpital, évacués vers l hôpital, admis à l hôpital, évacué vers l hôpital
out.wounded.left: par balles blessé
out.casualty.noun: victime, victimes, pertes, perte humaine, pertes humaines, pertes s élèvent à,
  pertes s élèvent désormais à, pertes se montent à, pertes atteignent, pertes de
out.loss.left: victime, victimes, pertes, perte humaine, pertes humaines
out.missing.people: sans nouvelles de, sans nouvelles d, le sort de, du sort de
out.missing.left: disparu, disparus, disparue, disparues, porté disparu, portés disparus, portée disparue,
  portées disparues, manquent à l appel, manque à l appel
out.captured.noun: prisonniers de guerre, prisonnier de guerre, prisonniers, captifs
out.captured.left: tombés en captivité, tombé en captivité, en captivité, tombés aux mains, aux mains, prisonniers de,
  faits prisonniers par
out.captured.both: capturé, capturée, capturés, capturées, fait prisonnier, faits prisonniers, fait prisonniers,
  pris en otage, pris en otages, faite prisonnière, enlevé, enlevés, kidnappé, kidnappés, pris en captivité,
  faits captifs
out.captured.right: capture, capturent, capturant, enlèvent, kidnappent, capture de, capture d
out.detained.both: interpellé, interpellés, interpellée, interpellées, arrêté, arrêtés, arrêtée, arrêtées, détenu,
  détenus, détenue, retenu, retenus, emmené, emmenés, appréhendés, appréhendé
out.detained.right: interpelle, interpellent, arrête, arrêtent, détient, détiennent, retient, retiennent
out.displaced.noun: réfugiés, réfugié, déplacés, déplacées, déplacé, déplacés internes, personnes déplacées,
  déplacés de force, exilés
out.displaced.left: fuient, fui, chassés, chassées, contraints de fuir,
  contraintes de fuir, contraints à l exode, forcés de fuir, forcées de fuir, déracinés, dû fuir,
  quitté leurs maisons, quitté leur foyer, quitté leur domicile, poussé à fuir,
  poussés à fuir
move: évacué, évacués, évacuée, évacuées, venus, franchissent, passent, arrivent, ont fui, entrent,
  afflué, affluent, quitter
move: quitté, quittent, arrivés, arrivées, entrés, entrées,
     franchi, passées, passés

nobody: personne n, nul n, personne ne, aucun soldat n, aucun militaire n, aucun civil n, personne
no: aucun, aucune, pas de, pas d, sans, sans faire de, sans faire, ni, sans faire d, nul, sans faire aucun, zéro
not: n, ne, non, pas, failli être
none: évité, évitées
hearsay: informations, information, rapports, risque, menace, crainte, craintes, immédiat, bilan immédiat,
  signalement, éviter, nouvelles
modal: pourrait, pourraient, peut, peuvent, devrait, devraient, menace de, voulait, voulaient, tenté de, aurait pu,
  pour
unout.killed.left: pourraient mourir
unout.killed.right: de tuer, pour tuer
thing.crossing: poste de contrôle, postes de contrôle, point de passage, checkpoint*, poste frontière
home: manifestation*, drogue, contrebande, corruption, fraude, opposition, opposant*, rassemblement
thing: an, ans, année, années, mois, semaine, semaines, jour, jours, heure, heures, minute, minutes, seconde,
  secondes, km, kilomètre*, mètre*, pour cent, dollar*, euro, euros, rouble*, dram, drams, manat*, livre*, char,
  chars, drone*, missile*, roquette*, obus, tir, tirs, coup, coups, véhicule*, voiture*, camion*, bus, autobus,
  avion*, hélicoptère*, maison*, immeuble*, appartement*, village*, ville, villes, localité*, district*, région*,
  pays, position*, poste, postes, checkpoint*, barrage*, base, bases, hauteur*, tonne*, kg, kilo, kilos, litre*,
  hectare*, guerre, guerres, incident*, attaque*, frappe*, explosion*, bombe*, mine, mines, violation*, cas, fois,
  animal, animaux, chien*, vache*, mouton*, oiseau*, cheval, chevaux, arme, armes, point, points, but, buts, match,
  matches, siège*, voix, côtés, école*, hôpita*, église*, pont, ponts, navire*, bateau*, janvier, février, mars,
  avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre, degré*, famille*, groupe*, article*,
  résolution*, accord*, camp, camps, fusil*, balle, balles, corps, dépouilles, h, lieux, h30, séisme*, incendie*,
  part, parts, front, fronts, organisation*, tour, tours, quart, tiers, série, nouvelle, opération*
by: par, contre, avec, selon, d après, à cause de, visant
prep: dans, à, au, aux, en, sur, près de, lors, pendant, sous, chez, entre, vers, depuis, durant, devant, derrière
prep.from: contre
and: et, ainsi que, ou, et de
break: après, lorsque, quand, alors que, tandis que, mais, si, où, que, comme, avant, pendant que, bien que,
  parce que, puisque, afin
report: annonce, annoncé, a annoncé, ont annoncé, affirme, affirmé, a affirmé, déclare, déclaré, a déclaré, dit,
  accuse, accusé, a accusé, accusent, rencontre, rencontré, visite, confirme, condamne, indique, indiqué, rapporte,
  rapporté, dénonce, arrêté, arrêtés
clear: est, sont, a, ont, été, avoir, être, était, étaient, seraient, serait, aurait, auraient, fait, faits, font,
  également, aussi, déjà, plus tard, désormais, ont été, a été, y, il, au total, hier, lundi, mardi, mercredi,
  jeudi, vendredi, samedi, dimanche, compte, compté, faisant, recensé, recensés, parmi eux, d entre eux, ayant, qui,
  retrouvé, retrouvés, retrouvée, officiellement, cependant, selon les autorités, ce, s, se, faire, enregistré,
  déplorer, déplore, signalé, signalée, n y a, est à, causé, laissé, ayant été, en tout
part: dont, y compris, parmi lesquels, parmi lesquelles, parmi eux, notamment, parmi les morts, parmi les victimes
pronoun: il, ils, elle, elles, lui, ceux, eux
deny: dément, démenti, a démenti, démentent, nie, nié, nient, a nié, fausse, fausses, faux, rejette, réfute, réfuté,
  désinformation, infondé*
notdeny: responsabil*, implic*, toute implication, accus*, avoir ouvert, toute responsabilité
total: bilan, au total, depuis, en tout, cumulé, cette année, l an dernier, pendant la guerre, durant la guerre,
  depuis le début, jours de guerre
rise: s alourdit, alourdi, passe à, monte à, grimpe, révisé, atteint, dépasse, augmente, porté à, revu
party: côté, camp, partie, forces, armée, militaire, armées
freed: libéré*, libère*, libération*, rendu*, rend, échange*, remis, rapatri*, relâché*, restitu*, remet, retour
"""
