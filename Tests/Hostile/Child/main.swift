/// A process for what may crash, hang or grow:
///
///     LayHostile base
///     LayHostile case FILE BASE
///     LayHostile members SEED ROUNDS
///     LayHostile entries SEED ROUNDS FILE…
///
/// It ends with 0 and says what it saw, or with 1 and says what was wrong; a parent looks at signals.
let arguments = Array(CommandLine.arguments.dropFirst())
Process.survive()
switch arguments.first {
case "base":
    _ = HostileCase(name: "nil", text: "nil", isQuiet: true).run(base: nil)
    Process.say("\(Process.peakMemory)")
case "case" where arguments.count == 3:
    let name = arguments[1]
    guard let text = Process.text(of: name) else { Process.end(["\(name) cannot be read"]) }
    Process.end(HostileCase(name: name, text: text).run(base: Int(arguments[2])))
case "members" where arguments.count == 3:
    var fuzz = MemberFuzz(seed: UInt64(arguments[1]) ?? 0)
    Process.end(fuzz.run(rounds: Int(arguments[2]) ?? 1))
case "entries" where arguments.count >= 3:
    let texts = arguments.dropFirst(3).compactMap(Process.text)
    var fuzz = EntryFuzz(seed: UInt64(arguments[1]) ?? 0, texts: texts)
    Process.end(fuzz.run(rounds: Int(arguments[2]) ?? 1))
default:
    Process.end([
        "LayHostile base | case FILE BASE | members SEED ROUNDS | entries SEED ROUNDS FILE…"
    ])
}
