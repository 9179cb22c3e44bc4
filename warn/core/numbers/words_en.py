"""English words of numbers and tolls; lexicon.py says what each line means."""

LINES = """
thing.body: bodies, body, remains
clear.subset: of them, of whom, of which
adj.article: a, an
num.2.both: both, both of whom, both of them
num.1500000: one and a half million, a million and a half
num.1500: one and a half thousand
num.2500000: two and a half million
num.1: one, another
num.2: two, pair of
num.3: three
num.4: four
num.5: five
num.6: six
num.7: seven
num.8: eight
num.9: nine
num.10: ten
num.11: eleven
num.12: twelve
num.13: thirteen
num.14: fourteen
num.15: fifteen
num.16: sixteen
num.17: seventeen
num.18: eighteen
num.19: nineteen
num.20: twenty
num.30: thirty
num.40: forty
num.50: fifty
num.60: sixty
num.70: seventy
num.80: eighty
num.90: ninety
num.6: half a dozen, half dozen
num.2: a couple, a couple of, couple of
num.500000: half a million, half million
scale.12: dozen, a dozen
scale.100: hundred, a hundred
scale.1000: thousand, a thousand, k
scale.1000000: million, a million
scale.1000000000: billion, a billion, trillion, bn
plural.12: dozens, dozens of
plural.20: scores, scores of
plural.10: tens, tens of
plural.100: hundreds, hundreds of
plural.1000: thousands, thousands of
plural.1000000: millions, millions of
vague.2: several, several of, a few, few dozen, multiple, at least a few
unsaid: a number of, many, some, most, numerous, countless, all, few, both, no fewer
min: at least, no fewer than, no less than, not less than, a minimum of, minimum, as many as at least, a confirmed
over: more than, over, above, upwards of, in excess of
max: up to, as many as, at most, no more than, not more than, a maximum of
under: fewer than, less than, under
about: about, around, some, approximately, roughly, nearly, almost, close to, an estimated, estimated, exactly, all,
  the, a total of, only, just, another, an additional, a further, a reported, reportedly
from: from, between
after.min: or more, if not more, plus
after.max: or fewer, at most
range: to
range.and: or
ordinal: th, st, nd, rd
suffix: strong
month: january, february

person.soldier.one: corporal, warrant officer, saboteur, drone operator
person.soldier.one: soldier, serviceman, servicewoman, service member, conscript, fighter, paratrooper, trooper,
  reservist, lieutenant, colonel, sergeant, border guard, marine, militant, combatant, airman, sailor, gunman,
  insurgent, commando, contract serviceman, border guard officer, army officer
person.soldier.many: saboteurs, privates, corporals, military men, army men, draftees, draftee soldiers
person.soldier.many: soldiers, servicemen, service members, servicewomen, service personnel, military personnel,
  conscripts, fighters, troops, paratroopers, reservists, border guards, marines, militants, combatants, airmen,
  sailors, gunmen, insurgents, rebels, commandos, mercenaries, recruits, cadets, army officers, terrorists,
  jihadists, militiamen, guerrillas, crew members, crewmen
person.soldier.mod: military
person.police.one: policeman, police officer, policewoman, law enforcement officer, security guard
person.police.many: policemen, police officers, policewomen, law enforcement officers
person.police.mod: police
person.civilian.mod: civilian
person.civilian.one: herder, protestor
person.civilian.one: resident, villager, farmer, shepherd, tractor driver, local resident, bystander, passer by,
  passerby
person.civilian.many: civilians, residents, villagers, farmers, shepherds, local residents, townspeople, bystanders,
  passers by, passersby, inhabitants
person.child.mod: child, baby, girl, boy, teenager
person.child.one: teenage boy, teenage girl, infant, toddler, minor, schoolboy, schoolgirl, minor child
person.child.many: children, girls, boys, babies, infants, minors, teenagers, schoolchildren, kids
person.peacekeeper.mod: peacekeeper
person.peacekeeper.one: peacekeeping soldier, peacekeeping officer, blue helmet
person.peacekeeper.many: peacekeepers, peacekeeping troops, peacekeeping soldiers, blue helmets
person.aid worker.one: red cross driver, red cross staffer, icrc driver, icrc staffer, icrc worker
person.aid worker.one: aid worker, humanitarian worker, relief worker, red cross worker, red cross employee,
  icrc employee, aid employee
person.aid worker.many: aid workers, humanitarian workers, relief workers, red cross workers, red cross employees,
  icrc employees, humanitarians, aid staff
person.journalist.one: journalist, reporter, cameraman, photographer, photojournalist, correspondent, tv reporter
person.journalist.many: journalists, reporters, cameramen, photographers, photojournalists, correspondents,
  media workers
person..one: mp, clerk, lawyer, priest, monk, cook, welder, builder, electrician, deputy, ambulance driver, rescuer,
  resident doctor, ex minister, ex leader, traveller, traveler, tourist guide, singer, athlete, shopkeeper, trader,
  electrician, mechanic, aide, ambassador, bishop, guide, technician
person..one: man, person, woman, officer, citizen, member, worker, employee, medic, paramedic, doctor, nurse,
  driver, truck driver, passenger, patient, prisoner, guard, pilot, commander, general, captain, major, mayor,
  minister, president, official, volunteer, hunter, beekeeper, student, teacher, pensioner, deminer, sapper, miner,
  protester, demonstrator, hostage, suspect, attacker, assailant, pedestrian, tourist, migrant, engineer, spokesman,
  spokesperson, spokeswoman, ombudsman, diplomat, pilgrim, worshipper, victim, survivor, father, mother, son,
  daughter, brother, wife, husband, leader, politician, lawmaker, judge, ally, inmate, detainee, bomber,
  firefighter, national, leader, pow, captive, prisoner of war
person..folk: armenians, azerbaijanis, azeris, karabakhtsis, artsakhtsis
person..many: mps, clerks, lawyers, priests, monks, builders, electricians, deputies, ex leaders, former leaders,
  travellers, travelers, traders, mechanics, aides, ambassadors, guides, technicians, saboteur group members, patients
person..many: palestinians, israelis, ukrainians, russians, americans, iranians, syrians, afghans, turks, georgians,
  indians, elders, protestors, smugglers, bodyguards, neighbors, neighbours, pows, captives, prisoners of war,
  people, persons, men, women, officers, citizens, members, workers,
  employees, medics, paramedics,
  doctors, nurses, drivers, passengers, patients, prisoners, guards, pilots, commanders, generals, ministers,
  officials, volunteers, hunters, students, teachers, pensioners, deminers, sappers, miners, protesters,
  demonstrators, hostages, suspects, attackers, assailants, pedestrians, tourists, migrants, engineers, diplomats,
  pilgrims, worshippers, victims, survivors, others, family members, relatives, staff, personnel, nationals,
  leaders, politicians, lawmakers, judges, inmates, detainees, bombers, firefighters, rescuers, operatives,
  individuals, souls, elderly, brothers, sisters, foreigners, parents, couple, crew, friends, security personnel,
  security forces, law enforcement personnel, forces, males, females, adults, customers, shoppers, players,
  supporters, followers, fishermen, shooters, perpetrators, dissidents, activists, tribesmen, herders, bandits,
  clerics, christians, muslims, hikers, climbers, farmworkers, aid recipients, men and women
who.soldier: military, army, contract, uniformed
who.civilian: civilian
who.child: underage, teenage
who.peacekeeper: peacekeeping
who.aid worker: humanitarian
adj: more, other, additional, further, of, of its, of their, its, his, their, our, the, young, armed, local,
  elderly, ethnic, unarmed, innocent, old, unidentified, alleged, suspected, fellow, new, senior, a, an, female,
  male, former, forcibly, internally, seriously, severely, critically, badly, fatally, lightly, slightly, mortally,
  confirmed, different, in all

out.killed.both: killed, shot dead, slain, murdered, executed, assassinated, massacred, martyred, gunned down,
  beheaded, fatally shot, shot and killed, shot to death, stabbed to death, fatally wounded, lynched
out.killed.right: kills, killing, kill, murders, claimed the lives of, claims the lives of, claiming the lives of,
  claimed lives of, deaths of, death of, killing of, murder of, assassination of, shoots dead, lives of,
  claims lives of
out.killed.left: lose their lives, loses his life, loses her life, lost his life, lose his life, kia, left dead,
  lives were lost, lives lost, killed in action, never came home, fell in battle
out.killed.left: dies, died, dying, die, deaths, death, fatalities, lost their lives, lost his life, lost her life,
  lives lost, perished, perish, murders of, succumbed, dead
out.killed.noun: dead bodies
out.victim.left: fatality
toll.killed: death toll, toll to, toll rises, toll rose, toll has risen, toll climbs, toll reaches, toll reached,
  toll stands, toll now, toll is, toll at, toll from, toll of
count: number of
out.killed.people: lost, loses, losing, lose
out.wounded.near: in hospital, in a hospital, in intensive care
out.wounded.both: wounded, injured, hurt, maimed, hospitalized, hospitalised
out.wounded.right: wounds, wounding, injures, injuring, wound, injure
out.wounded.left: wia, in hospital beds, taken to hospital, rushed to hospital, brought to hospital, hospitalized,
  hospitalised, sent to hospital, wounded in action
out.wounded.left: injuries, sustained injuries, sustained wounds, suffered injuries, suffered wounds,
  received injuries, received wounds, sustained gunshot wounds, sustained a gunshot wound, received a gunshot wound,
  sustained a gunshot injury, received a gunshot injury, received gunshot wounds
out.casualty.noun: casualties, casualty, casualties at, casualties stand at, casualties stood at, casualties reached,
  casualties of, casualties totalled, casualties totaled, losses of, losses at, losses stand at, losses stood at
out.loss.left: casualties, casualty, losses, victims
out.missing.people: fate of, whereabouts of, contact lost with
out.missing.left: missing, went missing, gone missing, disappeared, unaccounted for,
  missing in action, go missing
out.captured.noun: prisoners of war, prisoner of war, pows, pow, captives
out.captured.both: captured, taken prisoner, taken captive, taken hostage, took prisoner, taken as prisoners,
  taken into captivity, kidnapped, abducted
out.captured.right: captures, capturing, capture, took captive, kidnaps, abducts, kidnapping, capture of
out.captured.left: fell into captivity, taken captive, in captivity, captured by, fallen into captivity, made prisoner,
  made prisoners, held captive, held as prisoners, held prisoner, captive in
out.captured.left: captured alive, surrendered
out.detained.people: holds, holding
out.detained.left: detained, arrested, taken by, taken away by, taken away, led away, pulled off, held by, held in,
  are held, is held, being held, remain held, remains held, are being held, seized, rounded up, apprehended, taken off
out.detained.right: detains, detain, arrests, arrested, seizes, seize
out.displaced.noun: displaced, refugees, displaced persons, displaced people, forcibly displaced persons,
  forcibly displaced people, internally displaced people, asylum seekers
out.displaced.left: fled, flee, flees, fleeing, left their homes, left their houses, forced from their homes,
  driven from their homes, homeless, uprooted, forced to flee, abandoned their homes, leave their homes,
  fled their homes, become refugees, forced out
out.displaced.right: displaces, displacing, forcing
move: came to, come to, evacuated, evacuate, were evacuated, moved out, cross over, crossed over, poured into,
  pour into, streamed into, stream into, crossed from, made it to, taken to safety, bussed out, moved to
move: left, leave, leaves, leaving, arrive, arrives, arrived, arrived in, entered, enter, cross, crosses,
  cross into, crossed, crossed into

nobody: nobody, no one, none, no person, no people, no soldiers were, no civilians were, no civilian was,
  no soldier was, no servicemen were, no officers were
clear: casualties include, casualties included, losses include, losses included, victims include
clear: else, no additional, no further, no other, no more
no: no, without, without any, zero, neither, not any, nor, any
not: not, never, wasn t, weren t, isn t, aren t, didn t, hasn t, haven t, narrowly avoided being, almost, nearly
none: avoided, were avoided
hearsay: reports of, report of, immediate reports of, information on, information about, word on, word of,
  details on, details of, reports on, claims of, rumors of, rumours of, fears of, fear of, risk of, threat of,
  reports, immediate, data on, figures, fear, fears, prevent, preventing, avoid, avoiding
unout.killed.right: to kill, to murder, to execute, to assassinate
unout.wounded.right: to wound, to injure, to hurt
unout.captured.right: to capture, to kidnap
unout.killed.left: to die
modal: could, would, might, will, can, should, threatens to, threatened to, plot to, may, tried to, attempting to,
  attempted to, trying to, wants to, aim to
thing.crossing: checkpoint*, crossing point, lachin post, border post, border crossing
home: protest, protests, rally, rallies, demonstrat*, drug*, smuggl*, bribe*, corruption, fraud, theft, robbery,
  opposition, march, disorder*, hooligan*
thing: sides, parties, armies, camps
thing: year*, month*, week*, day, days, hour*, minute*, second, seconds, km, kms, kilometer*, kilometre*, mile*,
  meter*, metre*, percent, per cent, pct, dollar*, euro*, ruble*, dram*, manat*, lira, cent, cents, usd, amd, tank*,
  drone*, uav*, missile*, rocket*, shell, shells, round, rounds, shot, shots, vehicle*, car, cars, truck*, bus,
  buses, aircraft, plane*, helicopter*, jet, jets, house, houses, home, homes, building*, apartment*, village,
  villages, town, towns, city, cities, settlement*, district*, region*, country, countries, nation, nations, post,
  posts, position*, checkpoint*, outpost*, base, bases, height*, ton, tons, tonne*, kg, kilogram*, litre*, liter*,
  hectare*, acre*, war, wars, clash, clashes, attack*, strike, strikes, airstrike*, incident*, explosion*, blast,
  blasts, bomb, bombs, mine, mines, landmine*, ceasefire*, violation*, case, cases, time, times, dose, doses, bird,
  birds, sheep, cow, cows, cattle, dog, dogs, horse*, animal*, pig, pigs, cat, cats, goat*, weapon*, rifle*, gun,
  guns, point, points, goal, goals, match, matches, seat, seats, vote, votes, front, fronts, school*, hospital*,
  church*, bridge*, ship, ships, boat*, vessel*, january, february, march, april, may, june, july, august,
  september, october, november, december, jan, feb, mar, apr, jun, jul, aug, sept, sep, oct, nov, dec, am, pm,
  game*, book*, film*, song*, year old*, degree*, storm*, tornado*, hurricane*, earthquake*, magnitude, fire, fires,
  wildfire*, storey, story, stories, floor, part, parts, area*, direction*, article*, question*, page*, agreement*,
  resolution*, sanction*, mortar*, gun, gunshot*, artillery, howitzer*, battalion*, brigade*, unit, units, company,
  companies, plant, plants, tower*, job, jobs, lakh, crore, barrel*, store, stores, business*, province*, state,
  states, county, counties, parcel*, truckload*, convoy*, family, families, household*, group, groups,
  organization*, organisation*, body of, bullet*, knife, o clock, stage, phase
by: by, against, with, amid, due to, from the killing, because of, thanks to, at the hands of, from, according to,
  honors, honours, mourns, buries, commemorates
prep: in, on, at, near, of, by, for, into, during, inside, across, within, along, outside, through, between, under,
  over, off, around, among, out, upon, following, to, like, since
and: and, as well as, along with, plus, or, together with
break: after, when, while, as, before, if, because, until, although, though, whereas, but, where, why, how, what,
  amid reports, whether, unless, despite, once, that, saying, which
report: said, says, say, reports, reported that, reported by, announced, announces, told, tells, claims, claimed,
  stated, states, warns, warned, accuses, accused, blames, blamed, condemns, condemned, meets, met, visits, visited,
  confirms, confirmed that, confirmed by, vows, vowed, offers, expresses, urges, calls, called, demands, arrested,
  arrest, arrests, charged, sentenced, publishes, discusses, praises
clear: is, are, was, were, has, have, had, been, being, be, also, reportedly, later, then, there, already, now,
  still, it, got, get, gets, remain, remains, leaving, leaves, left, were left, was left, reported, reports, feared,
  confirmed, found, declared, pronounced, listed, go, went, both, so far, at the scene, officially, believed,
  presumed, reported as, some, he, too, himself, themselves, in total, today, yesterday, overnight, sunday, monday,
  tuesday, wednesday, thursday, friday, saturday, who, the, who were, who was, have been, to have been,
  could have been, of them, of whom, of which, at least, apparently, thought to be, reported to be, said to be,
  said to have been, known, sustained, announced
part: including, among them, includes, include, among whom, including at least, most of them, among the dead,
  among those killed, among the victims, among the wounded
pronoun: he, she, they, him, her, them, himself, whoever, someone, somebody, everyone, those, suspect s, his, whose
deny: denies, denied, deny, denying, refutes, refuted, refute, rejects, rejected, dismisses, dismissed, false, fake,
  disinformation, untrue, not true, does not correspond to reality, did not correspond, no truth, baseless,
  fabricated, misinformation
notdeny: responsib*, involv*, access, opening, firing, accus*, blame, entry, attack*, shelling, request*, calls,
  call, offer, offers, proposal*, plan, bail, permission
total: since, so far, in total, overall, a total of, to date, this year, last year, this month, last month,
  past month, past year, first half, in the war, during the war, the war in, the war between, day war, cumulative,
  throughout the, year to date, in recent years, over the years
rise: reached, rises, rose, risen, rising, climbs, climbed, increases, increased, increasing, revised, revises,
  updated,
  up from, jumps, grows, grew, reaches, passes, surpasses, down from
party: side, forces, army, military
freed: released, releases, freed, frees, returned, returns, return, handed over, hand over, hands over, hand,
  repatriat*, exchange*, swap*, release, rescued, escaped, liberated, free, captors
"""
