using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseTriage.Cases.Migrations
{
    /// <inheritdoc />
    public partial class DeviceFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "DeviceFactsVersion",
                table: "SupportCase",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Manufacturer",
                table: "CaseDevice",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OsBuild",
                table: "CaseDevice",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Product",
                table: "CaseDevice",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sku",
                table: "CaseDevice",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ToolBuild",
                table: "CaseDevice",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeviceIdentity",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CaseDeviceId = table.Column<int>(type: "INTEGER", nullable: false),
                    Field = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceIdentity", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeviceIdentity_CaseDevice_CaseDeviceId",
                        column: x => x.CaseDeviceId,
                        principalTable: "CaseDevice",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DeviceInventory",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CaseDeviceId = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Packed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceInventory", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeviceInventory_CaseDevice_CaseDeviceId",
                        column: x => x.CaseDeviceId,
                        principalTable: "CaseDevice",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DeviceReading",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CaseDeviceId = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceReading", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeviceReading_CaseDevice_CaseDeviceId",
                        column: x => x.CaseDeviceId,
                        principalTable: "CaseDevice",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CaseDevice_Product",
                table: "CaseDevice",
                column: "Product");

            migrationBuilder.CreateIndex(
                name: "IX_DeviceIdentity_CaseDeviceId",
                table: "DeviceIdentity",
                column: "CaseDeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_DeviceIdentity_Field_Value",
                table: "DeviceIdentity",
                columns: new[] { "Field", "Value" });

            migrationBuilder.CreateIndex(
                name: "IX_DeviceInventory_CaseDeviceId_Place",
                table: "DeviceInventory",
                columns: new[] { "CaseDeviceId", "Place" });

            migrationBuilder.CreateIndex(
                name: "IX_DeviceReading_CaseDeviceId",
                table: "DeviceReading",
                column: "CaseDeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_DeviceReading_Name_Value",
                table: "DeviceReading",
                columns: new[] { "Name", "Value" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeviceIdentity");

            migrationBuilder.DropTable(
                name: "DeviceInventory");

            migrationBuilder.DropTable(
                name: "DeviceReading");

            migrationBuilder.DropIndex(
                name: "IX_CaseDevice_Product",
                table: "CaseDevice");

            migrationBuilder.DropColumn(
                name: "DeviceFactsVersion",
                table: "SupportCase");

            migrationBuilder.DropColumn(
                name: "Manufacturer",
                table: "CaseDevice");

            migrationBuilder.DropColumn(
                name: "OsBuild",
                table: "CaseDevice");

            migrationBuilder.DropColumn(
                name: "Product",
                table: "CaseDevice");

            migrationBuilder.DropColumn(
                name: "Sku",
                table: "CaseDevice");

            migrationBuilder.DropColumn(
                name: "ToolBuild",
                table: "CaseDevice");
        }
    }
}
