import type { SampleMood } from "./features.ts";

export type SampleArtist = {
  readonly name: string;
  readonly home: SampleMood;
  /** Songs in the artist's own language; the others sing in English. */
  readonly songs?: readonly string[];
};

/** Nobody of this list exists; a name that turns out to be somebody's is an accident and will be changed. */
export const ARTISTS: readonly SampleArtist[] = [
  ...named("chill", [
    "Marlow & the Slow Ferry",
    "Juniper Halfmoon",
    "Velvet Aqueduct",
    "Tidepool Radio Club",
    "Ines Calderwood",
    "Paper Canoe Society",
    "Low Sun Cooperative",
    "Hazel Quillfeather",
    "The Unhurried",
    "Otis Lakemeadow",
    "Drowsy Cartographers",
    "Bartholomew, the Lighthouse",
    "Amber Pontoon",
  ]),
  ...named("hype", [
    "VOLTKATZE",
    "Kid Thunderpants",
    "Rooftop Riot Committee",
    "DJ Parallelogram",
    "Nova Brickhouse",
    "The Loud Umbrellas",
    "Turbo Hedgerow",
    "MC Overcoat",
    "Siren Factory Outlet",
    "Gigawatt Grandma",
    "Steel Pigeon Parade",
    "Xtra Zebra",
    "Kettle of Hawks & Sons",
  ]),
  ...named("study", [
    "Nils Aardenburg",
    "Quiet Geometry",
    "The Reading Room Ensemble",
    "Elin Snöfjord",
    "Chalk & Pendulum",
    "Glasshouse Étude",
    "Thorvald Mistral",
    "Graph Paper Garden",
    "Lento Machine",
    "Octavia Penhallow",
    "Felt Hammer Trio",
  ]),
  ...named("happy", [
    "The Marmalade Cousins",
    "Pippa Sunderbloom",
    "Tangerine Post Office",
    "Los Girasoles Eléctricos",
    "Bicycle Picnic",
    "Señor Carambola",
    "The Polite Trombones",
    "Lucky Otter Orchestra",
    "Dot & the Dimples",
    "Wim van Zonneveld Sextet",
    "Cherry Escalator",
    "Good Morning, Beatrice",
    "Rumba Submarina",
  ]),
  ...named("sad", [
    "Agnes Winterbourne",
    "The Last Tram Home",
    "Hollow Orchard",
    "Caspian Grey Letters",
    "Wren Ashdown-Lowe",
    "November Telephone",
    "Salt & Ledger",
    "Maren Tyholm",
    "The Empty Carousel Band",
    "Elliot Farrowdale",
    "Blue Attic Recordings",
    "Sister Rainfall",
  ]),
  singing("happy", "Zoé Plume-Dorée", [
    "Les parapluies à l’envers",
    "Ça pétille",
    "Déjà dimanche",
    "L’été des hirondelles",
    "Un café, deux sourires",
    "Où vont les nuages ?",
  ]),
  singing("sad", "Øyvind Stillhavn", [
    "Snø på stasjonen",
    "Før lyset går",
    "Tomme båter",
    "Brev jeg aldri sendte",
    "Ærlig talt",
  ]),
  singing("study", "夜明けの図書館", [
    "静かな机",
    "雨と鉛筆",
    "三時の窓",
    "余白のワルツ",
    "紙飛行機の計算",
    "眠らない栞",
  ]),
  singing("chill", "한강 우산클럽", [
    "느린 버스",
    "옥상의 오후",
    "달빛 자전거",
    "파란 라디오",
    "비 온 뒤",
  ]),
  singing("hype", "Громкий Чайник", [
    "Полный вперёд",
    "Гроза на крыше",
    "Быстрее ветра",
    "Электричка",
  ]),
  singing("sad", "Ελένη Βροχάρη", [
    "Το τελευταίο πλοίο",
    "Άδειο καφενείο",
    "Γράμμα στη θάλασσα",
    "Σιωπή του Νοέμβρη",
  ]),
  singing("happy", "فرقة ياسمين الحارة", [
    "صباح البرتقال",
    "رقصة السطوح",
    "يا قمر الجيران",
    "ضحكة الشارع",
  ]),
  singing("chill", "להקת הגלים האיטיים", ["שמש אחרונה", "רכבת לחוף", "קפה של שבת"]),
  singing("happy", "गुलाबी रिक्शा", ["आम का मौसम", "छत पर पतंग", "चाय और बारिश", "हँसती गलियाँ"]),
  singing("study", "慢火車室內樂", ["第七頁", "窗邊的算盤", "靜物練習曲", "茶與時間"]),
  singing("chill", "วงเรือช้า", ["ลมเย็นยามบ่าย", "คลองหลังบ้าน", "ฝนเดือนหก"]),
  singing("sad", "Żółta Latarnia", [
    "Późna jesień",
    "Ostatni peron",
    "Cień na ścianie",
    "Łąka bez ciebie",
  ]),
  singing("hype", "Şimşek Kardeşler", ["Çılgın gece", "Gökyüzü yanıyor", "Hızlı ve ışıltılı"]),
];

function named(home: SampleMood, names: readonly string[]): SampleArtist[] {
  return names.map((name) => ({ name, home }));
}

function singing(home: SampleMood, name: string, songs: readonly string[]): SampleArtist {
  return { name, home, songs };
}
