// The emoji that incident people use, by Slack's names for them.
import { h } from "../base/dom.js";

const GLYPHS = Object.fromEntries(
  `+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|100 💯|ambulance 🚑|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_up ⬆️
arrow_up_down ↕️|arrows_counterclockwise 🔄|ballot_box_with_check ☑️|bangbang ‼️|bar_chart 📊|beetle 🪲|bell 🔔|black_circle ⚫
black_square_button 🔲|blue_book 📘|bomb 💣|book 📖|bookmark 🔖|books 📚|boom 💥|broken_heart 💔|brain 🧠|bricks 🧱|bug 🐛|bulb 💡
busts_in_silhouette 👥|bust_in_silhouette 👤|calendar 📅|call_me_hand 🤙|card_index 📇|chart_with_downwards_trend 📉
chart_with_upwards_trend 📈|checkered_flag 🏁|clap 👏|clipboard 📋|clock1 🕐|closed_lock_with_key 🔐|cloud ☁️|collision 💥
computer 💻|construction 🚧|credit_card 💳|cyclone 🌀|dart 🎯|date 📅|desktop_computer 🖥️|dizzy 💫|droplet 💧
ear 👂|earth_africa 🌍|envelope ✉️|email ✉️|exclamation ❗|heavy_exclamation_mark ❗|eyes 👀|face_with_monocle 🧐|fast_forward ⏩|file_folder 📁
fire 🔥|fire_engine 🚒|firefighter 🧑‍🚒|fireworks 🎆|floppy_disk 💾|fog 🌫️|gear ⚙️|globe_with_meridians 🌐|green_heart 💚
grey_question ❔|grin 😁|hammer 🔨|hammer_and_wrench 🛠️|hand ✋|raised_hand ✋|heart ❤️|heavy_check_mark ✔️|heavy_minus_sign ➖
heavy_multiplication_x ✖️|heavy_plus_sign ➕|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠|inbox_tray 📥|information_source ℹ️|joy 😂|key 🔑
label 🏷️|ladybug 🐞|beetle_bug 🐞|lady_beetle 🐞|large_blue_circle 🔵|large_blue_square 🟦|large_brown_circle 🟤|large_green_circle 🟢
large_green_square 🟩|large_orange_circle 🟠|large_orange_square 🟧|large_purple_circle 🟣|large_red_square 🟥|large_yellow_circle 🟡
large_yellow_square 🟨|left_right_arrow ↔️|lightning 🌩️|lightning_cloud 🌩️|link 🔗|lock 🔒|locked 🔒|loudspeaker 📢
mag 🔍|mag_right 🔎|mailbox 📫|mantelpiece_clock 🕰️|mega 📣|memo 📝|pencil 📝|pencil2 ✏️|microscope 🔬|money_with_wings 💸|muscle 💪
mute 🔇|necktie 👔|negative_squared_cross_mark ❎|new 🆕|no_bell 🔕|no_entry ⛔|no_entry_sign 🚫|ocean 🌊|octagonal_sign 🛑|ok 🆗|ok_hand 👌
outbox_tray 📤|package 📦|pager 📟|page_facing_up 📄|page_with_curl 📃|partly_sunny ⛅|partly_sunny_rain 🌦️|pause_button ⏸️
double_vertical_bar ⏸️|phone ☎️|telephone_receiver 📞|point_down 👇|point_left 👈|point_right 👉|point_up ☝️|police_car 🚓|pray 🙏
purple_circle 🟣|pushpin 📌|round_pushpin 📍|question ❓|rain_cloud 🌧️|rainbow 🌈|raised_hands 🙌|recycle ♻️|red_circle 🔴
repeat 🔁|robot_face 🤖|rocket 🚀|rotating_light 🚨|runner 🏃|satellite 🛰️|satellite_antenna 📡|scream 😱|scroll 📜|shield 🛡️|shrug 🤷|sleuth_or_spy 🕵️
simple_smile 🙂|skull 💀|small_blue_diamond 🔹|small_orange_diamond 🔸|small_red_triangle 🔺|small_red_triangle_down 🔻|smile 😄|smiley 😃|snail 🐌|snowflake ❄️
sob 😭|sos 🆘|sparkles ✨|speech_balloon 💬|spiral_calendar_pad 🗓️|spiral_note_pad 🗒️|star ⭐|stop_button ⏹️|stopwatch ⏱️
sun_behind_cloud 🌥️|sunny ☀️|sun_small_cloud 🌤️|mostly_sunny 🌤️|barely_sunny 🌥️|syringe 💉|tada 🎉|telescope 🔭|test_tube 🧪|thinking_face 🤔|thread 🧵|ticket 🎫
timer_clock ⏲️|tools 🛠️|tornado 🌪️|tornado_cloud 🌪️|trophy 🏆|truck 🚚|thunder_cloud_and_rain ⛈️|umbrella ☔|unlock 🔓|vertical_traffic_light 🚦|warning ⚠️|wastebasket 🗑️
wave 👋|white_check_mark ✅|white_circle ⚪|white_large_square ⬜|wrench 🔧|x ❌|zap ⚡|zzz 💤|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣`
    .split(/[|\n]/)
    .map((entry) => entry.split(" ")),
);

export function glyph(name) {
  return GLYPHS[name.replace(/::skin-tone-\d$/, "")];
}

// An emoji by its name, or the name itself between colons where the table has none.
export function emoji(name) {
  const sign = glyph(name);
  return sign
    ? h(
        "span",
        {
          class: "emoji",
          role: "img",
          "aria-label": `${name.replaceAll("_", " ")} emoji`,
          title: `:${name}:`,
        },
        sign,
      )
    : `:${name}:`;
}

// plain_text: emoji and the three entities that Slack escapes, nothing else.
export function plainText(text) {
  return String(text ?? "")
    .split(/(:[a-z0-9_+'-]+:)/)
    .map((part) =>
      /^:.+:$/.test(part) && glyph(part.slice(1, -1)) ? emoji(part.slice(1, -1)) : unescape(part),
    );
}

export function plainString(text) {
  return unescape(String(text ?? "").replace(/:([a-z0-9_+'-]+):/g, (whole, name) => glyph(name) ?? whole));
}

export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
