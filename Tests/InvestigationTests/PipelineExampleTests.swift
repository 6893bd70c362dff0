import Foundation
import Subprocess
import TestSupport
import Testing

/// The pipelines of `Fixtures/ci`, as their hosts would run them, on the story.
@Suite("Examples of pipelines") struct PipelineExampleTests {
  static let folder = SharedMaterial.projectRoot + "/Fixtures/ci"

  struct Example: CustomTestStringConvertible, Sendable {
    let file: String
    /// Where the base of the change is named.
    let base: String
    let writes: [String]
    var testDescription: String { file }
  }

  static let examples = [
    Example(
      file: "github-actions.yml", base: "GITHUB_BASE_REF",
      writes: ["comment.md", "ktrail.sarif", "report.html", "kernel.openvex.json", "summary.md"]),
    Example(
      file: "gitlab-ci.yml", base: "CI_MERGE_REQUEST_DIFF_BASE_SHA",
      writes: ["ktrail.xml", "gl-code-quality-report.json", "report.html", "kernel.cdx.json"]),
  ]

  // MARK: - Reading

  /// The commands of a pipeline in their order: what stands under `run:`, and the items under `script:`.
  static func commands(_ example: Example) throws -> [String] {
    let text = try String(contentsOfFile: "\(folder)/\(example.file)", encoding: .utf8)
    var commands: [String] = []
    var isScript = false
    var scriptIndent = 0
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
    func block(deeperThan least: Int) -> String {
      var block: [Substring] = []
      while let line = lines.first, line.allSatisfy({ $0 == " " }) || indent(line) > least {
        block.append(line)
        lines.removeFirst()
      }
      let margin = block.filter { !$0.allSatisfy { $0 == " " } }.map(indent).min() ?? 0
      return block.map { $0.dropFirst(margin) }.joined(separator: "\n")
    }
    while let line = lines.popFirst() {
      let word = line.drop { $0 == " " }
      if word == "script:" {
        (isScript, scriptIndent) = (true, indent(line))
      } else if isScript, !word.isEmpty, indent(line) <= scriptIndent {
        isScript = false
      }
      if word == "run: |" {
        commands.append(block(deeperThan: indent(line)))
      } else if isScript, word == "- |" {
        commands.append(block(deeperThan: indent(line)))
      } else if isScript, word.hasPrefix("- ") {
        commands.append(String(word.dropFirst(2)))
      }
    }
    return commands
  }

  static let yaml =
    FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/yaml")
    ? "/usr/bin/python3" : nil

  @Test(
    "are YAML, and have the commands that are run here",
    .enabled(if: yaml != nil, "needs python3-yaml"), arguments: examples)
  func areYAML(_ example: Example) async throws {
    let script = """
      import json, sys, yaml
      with open(sys.argv[1], encoding="utf-8") as file: pipeline = yaml.safe_load(file)
      steps = pipeline["jobs"]["ktrail"]["steps"] if "jobs" in pipeline else []
      commands = [step["run"] for step in steps if "run" in step] or pipeline["kernel"]["script"]
      print(json.dumps([command.strip() for command in commands]))
      """
    let read = try await Command.run(
      try #require(Self.yaml), ["-c", script, "\(Self.folder)/\(example.file)"])
    let commands = try JSONDecoder().decode([String].self, from: Data(read.output.utf8))
    let ours = try Self.commands(example).map {
      $0.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    #expect(commands == ours, "\(read.errors)")
    #expect(commands.contains { $0.contains("ktrail report ") })
  }

  // MARK: - Running

  struct Site {
    let directory: TemporaryDirectory
    let environment: [Environment.Key: String]

    /// A repository whose last commit changes the kernel, and clones of Linux and of the data on CVEs to fetch from.
    init(_ example: Example, linux: String) async throws {
      directory = try TemporaryDirectory()
      let path = directory.path
      let made = try await Command.run(
        "bash",
        [
          "-ec",
          """
          mkdir bin vulns site; ln -s "$KTRAIL" bin/ktrail
          printf '#!/bin/sh\\necho "$@" >>"%s/asked"\\n' "$PWD" >bin/gh; chmod +x bin/gh
          git -C vulns init -q -b master; mkdir -p vulns/cve/published/2018
          cp "$RECORD" vulns/cve/published/2018/CVE-2018-99999.json
          git -C vulns add .; git -C vulns commit -q -m 'a record'
          cd site; git init -q -b main; mkdir images
          echo 4.4.121 >images/kernel.txt; git add .; git commit -q -m 'the old kernel'
          git update-ref refs/remotes/origin/main HEAD
          echo 4.4.157 >images/kernel.txt; git commit -q -a -m 'the new kernel'
          """,
        ], in: path,
        environment: [
          "KTRAIL": Command.ktrail, "RECORD": try directory.write(Self.record, to: "record"),
        ])
      guard made.exitCode == 0 else { throw Command.Failure(made.errors) }
      let base = example.base == "GITHUB_BASE_REF" ? "main" : "HEAD~1"
      environment = [
        Environment.Key(stringLiteral: example.base): base, "LINUX_URL": linux,
        "VULNS_URL": path + "/vulns", "KTRAIL_LINUX": "cache/linux", "XDG_CACHE_HOME": "cache",
        "GITHUB_STEP_SUMMARY": "summary.md", "PULL_REQUEST": "7",
        "PATH": "\(path)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
      ]
    }

    /// One of the data's own form, about the culprit of the story.
    private static let record = """
      {"cveMetadata": {"cveId": "CVE-2018-99999"},
       "containers": {"cna": {"title": "ovl: whose credentials are used",
        "affected": [{"versions": [{"version": "4fc6795354c6", "lessThan": "3a889947b784",
         "status": "affected", "versionType": "git"}]}]}}}
      """

    /// All commands in one shell after the other, as the hosts run them; the code of the first that fails.
    func run(_ commands: [String]) async throws -> Command {
      // GitLab runs all in one shell, GitHub each in its own: what the examples need is said in each.
      try await Command.run(
        "bash", ["-eo", "pipefail", "-c", commands.joined(separator: "\n")],
        in: directory.path + "/site", environment: environment)
    }

    func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(directory.path)/site/\(name)", encoding: .utf8)
    }
  }

  @Test("write what they hand on, and pass where nothing holds", arguments: examples)
  func passes(_ example: Example) async throws {
    let site = try await Site(example, linux: try await SharedMaterial.laterStoryClone())
    let commands = try Self.commands(example)
    let run = try await site.run(commands)
    #expect(run.exitCode == 0, "\(run.errors)")
    for file in example.writes { #expect(try !site.text(file).isEmpty, "\(file)") }
    if example.file == "github-actions.yml" {
      #expect(
        run.output.hasPrefix(
          "::warning file=images/kernel.txt,line=1,title=Verdict::Go with conditions."))
      let asked = try String(contentsOfFile: site.directory.path + "/asked", encoding: .utf8)
      #expect(asked == "pr comment 7 --edit-last --create-if-none --body-file comment.md\n")
      #expect(try site.text("kernel.openvex.json").contains("\"name\": \"CVE-2018-99999\""))
      #expect(try site.text("summary.md").hasPrefix("# Upgrade report"))
      #expect(try site.text("ktrail.sarif").contains("\"uri\": \"images/kernel.txt\""))
    } else {
      #expect(run.output.hasPrefix("Go with conditions\n"))
      #expect(
        try site.text("gl-code-quality-report.json").contains("\"path\": \"images/kernel.txt\""))
      #expect(try site.text("kernel.cdx.json").contains("\"id\": \"CVE-2018-99999\""))
      #expect(
        try site.text("ktrail.xml").contains("name=\"missing-fix\" time=\"0\">\n      <failure"))
    }
  }

  @Test(
    "fail where the update cannot be judged, with all files written, until newer commits are there",
    arguments: examples)
  func fails(_ example: Example) async throws {
    // It ends at NEW.
    let linux = try TemporaryDirectory()
    _ = try await Command.git(
      "clone", "-q", "--mirror", try await SharedMaterial.storyClone(), "linux", in: linux.path)
    let site = try await Site(example, linux: linux.path + "/linux")
    let commands = try Self.commands(example)
    let run = try await site.run(commands)
    #expect(run.exitCode == 4, "\(run.errors)")
    for file in example.writes { #expect(try !site.text(file).isEmpty, "\(file)") }
    if example.file == "gitlab-ci.yml" {
      #expect(try site.text("ktrail.xml").contains("<error type=\"not judged\""))
      #expect(try site.text("gl-code-quality-report.json").contains("\"severity\": \"blocker\""))
    } else {
      #expect(
        run.output.hasPrefix("::error file=images/kernel.txt,line=1,title=Verdict::Not judged."))
      #expect(try site.text("ktrail.sarif").contains("\"kind\": \"open\""))
    }
    _ = try await Command.git(
      "fetch", "-q", try await SharedMaterial.laterStoryClone(), "+refs/*:refs/*",
      in: linux.path + "/linux")
    #expect(try await site.run(commands).exitCode == 0)
  }
}
