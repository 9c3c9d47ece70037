import Foundation
import PackagePlugin

/// Writes the folder `stdlib` into a Swift source file of raw string literals at build time.
@main
struct StandardLibraryPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = context.package.directoryURL.appending(path: "stdlib")
        let sources = try FileManager.default
            .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "lay" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedModules.swift")
        return [
            .buildCommand(
                displayName: "Embedding the standard library",
                executable: try context.tool(named: "EmbedStandardLibrary").url,
                arguments: [output.path] + sources.map(\.path),
                inputFiles: sources,
                outputFiles: [output])
        ]
    }
}
