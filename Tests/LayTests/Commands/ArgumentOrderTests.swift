import Testing

@testable import LayCommands

/// Which word is the command, and whose the options are.
@Suite struct ArgumentOrderTests {
    @Test(arguments: [
        ("", "run"),
        ("--help", "--help"),
        ("-h", "-h"),
        ("--version", "--version"),
        ("--allow-clock --help", "run --allow-clock --help"),
        ("x.lay", "run -- x.lay"),
        ("x.lay -v -- check", "run -- x.lay -v -- check"),
        ("- a", "run -- - a"),
        ("run", "run"),
        ("run --help", "run --help"),
        ("run x.lay", "run -- x.lay"),
        ("run check", "run -- check"),
        ("--world w run --allow-read x.lay -v", "run --world w --allow-read=/ -- x.lay -v"),
        ("check", "check"),
        ("check a.lay b.lay", "check a.lay b.lay"),
        ("check -- -a.lay", "check -- -a.lay"),
        ("--world check check a.lay", "check --world check a.lay"),
        ("--allow-write check a.lay", "check --allow-write=/ a.lay"),
        ("test a.lay --allow-env", "test a.lay --allow-env=*"),
        ("test a.lay -- -v --allow-env", "test a.lay -- -- -v --allow-env"),
        ("--help check", "check --help"),
        ("help check", "help check"),
        ("-- check", "run -- check"),
        ("--world w -- check", "run --world w -- check"),
        ("./check", "run -- ./check"),
        ("-e c check", "run -e c -- check"),
        ("--eval=c check", "run --eval=c -- check"),
        ("-e --allow-read -e --", "run -e --allow-read -e --"),
        ("-e", "run -e"),
    ])
    func `words are put in order`(typed: String, arranged: String) {
        let words = typed.split(separator: " ").map(String.init)
        #expect(
            ArgumentOrder.arranged(words, commands: LayCommand.commandNames)
                .joined(separator: " ") == arranged)
    }
}
