internal import LayCommands

/// The program `lay`.
@main
enum LayMain {
    static func main() { CommandLineTool.run() }
}
