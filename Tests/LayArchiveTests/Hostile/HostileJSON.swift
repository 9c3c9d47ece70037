@testable import LayArchive

/// JSON that is broken, ambiguous or too much.
enum HostileJSON {
    private static func json(_ name: String, _ text: String, _ outcome: Hostile.Outcome) -> Hostile
    {
        Hostile("JSON: \(name)", Array(text.utf8), outcome)
    }

    private static func bytes(_ name: String, _ bytes: [UInt8], _ text: String) -> Hostile {
        Hostile("JSON: \(name)", bytes, .refused(text))
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    static let all: [Hostile] = [
        bytes("nothing", [], "the text is empty"),
        json("only blanks", " \n\t ", .refused("the text is empty")),
        bytes("a byte-order mark", [0xef, 0xbb, 0xbf, 0x7b, 0x7d], "byte-order mark"),
        bytes("UTF-16", [0xff, 0xfe, 0x7b, 0], "UTF-16"),
        json(
            "a key twice", "{\n \"layers\": 1, \"layers\": 2}",
            .json(#"{"layers":2}"#)),
        json(
            "a long key twice", "{\"\(key)\":1,\"\(key)\":2}",
            .json("{\"\(key)\":2}")),
        json(
            "a key with quotes twice", #"{"a\"b":1,"a\"b":2}"#,
            .json(#"{"a\"b":2}"#)),
        json("a key twice, once escaped", #"{"a":1,"\u0061":2}"#, .json(#"{"a":2}"#)),
        json("a key twice in depth", #"[{"x":{"k":1,"k":3}}]"#, .json(#"[{"x":{"k":3}}]"#)),
        json("1,000 arrays", nested(1000), .json(nested(1000))),
        json("1,001 arrays", nested(1001), .refused("nested more than 1000 deep")),
        json(
            "a million arrays, never closed", String(repeating: "[", count: 1_000_000),
            .refused("raises ArchiveLimits.jsonDepth")),
        json("100,000 objects", String(repeating: "{\"a\":", count: 100_000), .refused("nested")),
        json("brackets in a string", "\"" + nested(2000) + "\"", .json("\"" + nested(2000) + "\"")),
        json(
            "many values", "[" + String(repeating: "0,", count: 5000) + "0]",
            .refused("raises ArchiveLimits.jsonValues")
        ).with(ArchiveLimits(jsonValues: 1000)),
        json(
            "100 MB of digits", String(repeating: "9", count: 100_000_000),
            .refused("a number has more than 1000 characters")),
        json(
            "many digits behind the point", "0." + String(repeating: "3", count: 2000),
            .refused("a number has more than 1000 characters")),
        json("an int beyond 64 bits", "99999999999999999999", .json("1e+20")),
        json("the least int", "-9223372036854775808", .json("-9223372036854775808")),
        json("the largest int", "9223372036854775807", .json("9223372036854775807")),
        json("a huge exponent", "1e999999999", .refused("real number overflow")),
        json("a negative huge exponent", "1e-999999999", .json("0.0")),
        json("a leading zero", "01", .refused("")),
        json("a plus", "+1", .refused("invalid token")),
        json("a bare minus", "-", .refused("invalid token")),
        json("NaN", "NaN", .refused("invalid token")),
        json("Infinity", "[Infinity]", .refused("invalid token")),
        json("hexadecimal", "0x10", .refused("")),
        bytes("a byte that is no UTF-8", [0x22, 0xff, 0x22], "0xff"),
        bytes("UTF-8 that is too long", [0x22, 0xc0, 0xaf, 0x22], "unable to decode byte 0xc0"),
        bytes("a surrogate in UTF-8", [0x22, 0xed, 0xa0, 0x80, 0x22], "unable to decode byte"),
        bytes("UTF-8 beyond Unicode", [0x22, 0xf5, 0x80, 0x80, 0x80, 0x22], "unable to decode"),
        bytes("UTF-8 cut short", [0x22, 0xe2, 0x82], "unable to decode"),
        json("a high surrogate alone", #""\ud800""#, .refused("surrogate|Unicode")),
        json("a low surrogate alone", #""\udc00""#, .refused("Unicode")),
        json("two high surrogates", #""\ud800\ud800""#, .refused("Unicode")),
        json("a pair of surrogates", #""\ud83d\ude00""#, .json("\"😀\"")),
        json("an escaped NUL in a value", #""a\u0000b""#, .json(#""a\u0000b""#)),
        json("an escaped NUL in a key", #"{"a\u0000b":1}"#, .refused("NUL byte in object key")),
        bytes("a raw NUL in a string", [0x22, 0x61, 0, 0x22], "control character 0x0"),
        bytes("a raw NUL outside", [0x7b, 0, 0x7d], ""),
        json("a raw newline in a string", "\"a\nb\"", .refused("unexpected newline")),
        json("an unknown escape", #""\x41""#, .refused("invalid escape")),
        json("a cut escape", #""\u12"#, .refused("invalid escape")),
        json("a string without its end", "\"abc", .refused("premature end")),
        json("a backslash at the end", "\"abc\\", .refused("")),
        json("an object without its end", "{\"a\":1", .refused("'}' expected|near end of file")),
        json("garbage behind", "{} x", .refused("end of file expected")),
        json("two documents", "{}{}", .refused("end of file expected")),
        json("a trailing comma", "[1,]", .refused("unexpected token")),
        json("a missing comma", "[1 2]", .refused("']' expected")),
        json("single quotes", "{'a':1}", .refused("invalid token|expected")),
        json("a comment", "/* x */ {}", .refused("")),
        json("a key that is no string", "{1:2}", .refused("string or '}' expected")),
        json("closed before opened", "]", .refused("'[' or '{' expected|unexpected token")),
    ]

    private static let key = String(repeating: "long", count: 20)
}

extension Hostile {
    func with(_ limits: ArchiveLimits) -> Hostile {
        Hostile(name, bytes, outcome, limits: limits)
    }
}
